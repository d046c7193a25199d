import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emit, eventually, type StaffActor } from '@carrel/testing';
import { Running } from './a-running-service.js';
import { aspen, cedar, dogwood } from './people.js';

const running = new Running();
let cleo: StaffActor, ada: StaffActor;
const as = (actor: StaffActor) => running.service.as(actor);
const ask = async (email: string) => {
  const patron = { name: 'Robin Reader', email };
  const asked = await running.service.http.post('/v1/questions', {
    ...{ text: 'Where is the herbarium?', institutionId: cedar, patron },
  });
  return asked.body as { id: string; token: string };
};

beforeAll(async () => {
  await running.start();
  cleo = await running.person(cedar, { name: 'Cleo of Cedar' });
  ada = await running.person(aspen, { name: 'Ada of Aspen' });
});
afterAll(() => running.stop());

describe('When the operator closes a library', () => {
  it('[transitions row 51] its successor finds its questions in its lists, and knows their patrons', async () => {
    const [one, two] = [await ask('one@patron.example'), await ask('two@patron.example')];
    await as(cleo).post(`/v1/questions/${one.id}/claim`);
    await running.refer(one.id, cleo, dogwood);
    const data = {
      ...{ institutionId: cedar, name: 'cedar', subscriptionGroupId: running.evergreen },
      ...{ timeZone: 'America/Denver', profileStatus: 'closed' as const, acceptsReferrals: false },
      ...{ redirectToInstitutionId: null, portal: false, successorInstitutionId: aspen },
    };
    await emit(running.nats, 'institution.updated.v1', data, { subject: cedar, sequence: 2 });

    const listed = async (list: string) =>
      (await as(ada).get(`/v1/questions?list=${list}`)).body.items.map(({ id }: { id: string }) => id);
    await eventually(async () => {
      expect(await listed('new')).toEqual([two.id]);
      expect(await listed('referred')).toEqual([one.id]);
    }, 30_000);
    expect((await as(cleo).get('/v1/questions?list=all')).body.items).toEqual([]);
    const record = await as(ada).get(`/v1/questions/${two.id}/patron`);
    expect(record.body).toMatchObject({ institutionId: aspen, email: 'two@patron.example' });
    await as(ada).post(`/v1/questions/${two.id}/answers`, { text: 'On the hill.' });
    await running.events.next('question.answered.v1', ({ data }) => data.patronInstitutionId === aspen);
  });
});
