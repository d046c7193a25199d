import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type StaffActor } from '@carrel/testing';
import { Running } from './a-running-service.js';
import { birch, cedar, dogwood } from './people.js';

const running = new Running();
let cleo: StaffActor, bo: StaffActor, dana: StaffActor;
const content = 'Dear {{patron}}, {{library}} of {{group}} opens at nine. {{librarian}}';
const answersFor = async (actor: StaffActor, id: string) =>
  running.service.as(actor).get(`/v1/questions/${id}/canned-answers`);

beforeAll(async () => {
  await running.start();
  cleo = await running.person(cedar, { name: 'Cleo of Cedar' });
  bo = await running.person(birch, { name: 'Bo of Birch' });
  dana = await running.person(dogwood, { name: 'Dana of Dogwood' });
  await running.set('branding', running.evergreen, { shortName: 'Evergreen' });
  await running.set('group-answers', running.evergreen, { answers: [{ name: 'Hours', content }] });
  await running.set('institution-answers', cedar, {
    answers: [{ name: 'Law', content: 'We give no advice.' }],
  });
  await running.set('account-answers', cleo.accountId, {
    answers: [{ name: 'Hello', content: '{{group}}' }],
  });
});
afterAll(() => running.stop());

describe('Canned answers for a question', () => {
  it('are the librarian’s own, the library’s and the group’s, filled in for the patron and the patron’s library', async () => {
    const { questionId } = await running.questionAfter('followup-by-me', cleo);
    const { body } = await answersFor(cleo, questionId);
    expect(body.items).toEqual([
      { scope: 'account', name: 'Hello', text: 'Evergreen' },
      { scope: 'institution', name: 'Law', text: 'We give no advice.' },
      {
        scope: 'group',
        name: 'Hours',
        text: 'Dear Robin Reader, cedar of Evergreen opens at nine. Cleo of Cedar',
      },
    ]);
  });

  it('[2.6] name the patron to nobody who does not see who asked', async () => {
    const { questionId } = await running.questionAfter('followup-by-me', cleo);
    await running.service.as(cleo).post(`/v1/questions/${questionId}/answers`, { text: 'At nine.' });
    await eventually(async () => {
      const { body } = await answersFor(cleo, questionId);
      expect(body.items[2].text).toBe('Dear , cedar of Evergreen opens at nine. Cleo of Cedar');
    });
    expect((await answersFor(dana, questionId)).status).toBe(404);
    const { questionId: lent } = await running.questionAfter('answered', bo);
    expect((await answersFor(bo, lent)).body.items).toMatchObject([{ scope: 'group' }]);
  });
});
