import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emit, eventually, type StaffActor } from '@carrel/testing';
import { lists } from '../src/question/domain/lists.js';
import { SuccessionService } from '../src/succession/succession.service.js';
import { Running } from './a-running-service.js';
import { aspen, birch, cedar, dogwood } from './people.js';

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

/** The operator closes a library; questions gets the event. */
async function closes(institutionId: string, successorInstitutionId: string | null): Promise<void> {
  const data = {
    ...{ institutionId, name: 'closed', subscriptionGroupId: running.evergreen },
    ...{ timeZone: 'America/Denver', profileStatus: 'closed' as const, acceptsReferrals: false },
    ...{ redirectToInstitutionId: null, portal: false, successorInstitutionId },
  };
  await emit(running.nats, 'institution.updated.v1', data, { subject: institutionId, sequence: 2 });
}
const newAt = async (actor: StaffActor, list = 'new') =>
  (await as(actor).get(`/v1/questions?list=${list}&limit=200`)).body.items.map(
    ({ id }: { id: string }) => id,
  );

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
    await closes(cedar, aspen);

    const listed = async (list: string) =>
      (await as(ada).get(`/v1/questions?list=${list}`)).body.items.map(({ id }: { id: string }) => id);
    await eventually(async () => {
      expect(await listed('new')).toEqual([two.id]);
      expect(await listed('referred')).toEqual([one.id]);
    });
    // Its people are signed out, and it has none of them left.
    await eventually(async () => {
      expect((await as(cleo).get('/v1/questions?list=all')).status).toBe(401);
    });
    const left = 'SELECT question_id FROM holdings WHERE institution_id = $1 AND status = ANY($2)';
    expect(await running.service.db.query(left, [cedar, lists.all.statuses])).toEqual([]);
    const record = await as(ada).get(`/v1/questions/${two.id}/patron`);
    expect(record.body).toMatchObject({ institutionId: aspen, email: 'two@patron.example' });
    await as(ada).post(`/v1/questions/${two.id}/answers`, { text: 'On the hill.' });
    await running.events.next('question.answered.v1', ({ data }) => data.patronInstitutionId === aspen);
  });

  it('[transitions row 51] a chat that was under way becomes the successor’s question too', async () => {
    const { questionId, patronInstitutionId } = await running.questionAfter(
      'followup-by-patron-library',
      cleo,
      { fields: [{ name: 'grade', label: 'School grade', value: '7' }] },
    );
    expect(patronInstitutionId).toBe(aspen);
    expect(await newAt(ada)).toContain(questionId);
    const { body } = await as(ada).get(`/v1/questions/${questionId}`);
    expect(body.fields).toEqual([{ name: 'grade', label: 'School grade', value: '7' }]);
  });

  it('[transitions row 51] [R94] without a successor its group shares what waits, until a default library takes all', async () => {
    const bo = await running.person(birch, { name: 'Bo of Birch' });
    const asked = async () =>
      (
        await running.service.http.post('/v1/questions', {
          ...{
            text: 'Where is the atlas?',
            institutionId: birch,
            patron: { name: 'Robin', email: 'robin@patron.example' },
          },
        })
      ).body.id as string;
    const [waiting, answered] = [await asked(), await asked()];
    await as(bo).post(`/v1/questions/${waiting}/claim`);
    await as(bo).post(`/v1/questions/${answered}/answers`, { text: 'Upstairs.' });
    await closes(birch, null);
    await eventually(async () => expect(await newAt(ada, 'shared-followup')).toContain(waiting));

    await running.set('default-library', running.evergreen, { institutionId: aspen });
    await running.service.app.get(SuccessionService).lookAfterAll();
    expect(await newAt(ada)).toContain(waiting);
    expect(await newAt(ada, 'answered')).toContain(answered);
  });

  it('[transitions row 51] what it had claimed of others is theirs again', async () => {
    const dan = await running.person(dogwood, { name: 'Dan of Dogwood' });
    const { questionId } = await running.questionAfter('followup-by-me', dan, { institutionId: aspen });
    expect(await newAt(ada)).not.toContain(questionId);
    await closes(dogwood, null);
    await eventually(async () => expect(await newAt(ada)).toContain(questionId));
  });
});
