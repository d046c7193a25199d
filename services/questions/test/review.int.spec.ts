import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type StaffActor } from '@carrel/testing';
import { Running } from './a-running-service.js';
import { birch, cedar, dogwood } from './people.js';

const running = new Running();
let bo: StaffActor, cora: StaffActor, rae: StaffActor, far: StaffActor;
let question: string;
const as = (actor: StaffActor) => running.service.as(actor);

/** Monday of this week at the libraries, which are in Denver. */
function thisWeek(): string {
  const day = new Date(new Date().toLocaleDateString('en-CA', { timeZone: 'America/Denver' }));
  return new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10);
}
const queue = async (actor: StaffActor, query = '') =>
  (await as(actor).get(`/v1/review-queue?week=${thisWeek()}${query}`)).body.items as {
    questionId: string;
    librarian: object;
  }[];

beforeAll(async () => {
  await running.start();
  bo = await running.person(birch, { name: 'Bo of Birch' });
  rae = await running.person(birch, { name: 'Rae of Birch', roles: ['reviewer'] });
  cora = await running.person(cedar, { name: 'Cora of Cedar', roles: ['reviewer'] });
  far = await running.person(dogwood, { roles: ['reviewer', 'librarian'] });
  question = (await running.questionAfter('answered', bo)).questionId;
  await running.questionAfter('practice', bo);
});
afterAll(() => running.stop());

describe('The review queue', () => {
  it('[R7] [R80] shows a week’s chats to the patron’s library and to the one that held them, without practice', async () => {
    await eventually(async () => expect(await queue(cora)).toHaveLength(1));
    for (const reviewer of [cora, rae]) {
      expect(await queue(reviewer)).toEqual([
        expect.objectContaining({
          questionId: question,
          librarian: { id: bo.accountId, name: 'Bo of Birch' },
        }),
      ]);
    }
    expect(await queue(far)).toEqual([]);
    const lastYear = await as(cora).get('/v1/review-queue?week=2025-01-06');
    expect([lastYear.status, lastYear.body.items]).toEqual([200, []]);
    expect((await as(bo).get(`/v1/review-queue?week=${thisWeek()}`)).status).toBe(403);
  });
});

describe('A review', () => {
  it('[R80] gives verdicts on the behaviours of the group’s checklist and no others', async () => {
    const wrong = await as(cora).put(`/v1/questions/${question}/review`, { marks: { haste: 'yes' } });
    expect([wrong.status, wrong.body.code, wrong.body.facts]).toEqual([
      422,
      'not-on-the-checklist',
      { keys: ['haste'] },
    ]);
    const odd = await as(cora).put(`/v1/questions/${question}/review`, { marks: { welcome: 'perhaps' } });
    expect(odd.status).toBe(422);
  });

  it('[R8] [R80] takes the chat out of the queue, and reaches the librarian who chatted, of another library', async () => {
    const marks = { welcome: 'yes', interview: 'no' };
    const comment = 'Please ask what it is for.';
    const made = await as(cora).put(`/v1/questions/${question}/review`, { marks, comment, feedback: true });
    expect([made.status, made.body.feedbackTo]).toEqual([200, { id: bo.accountId, name: 'Bo of Birch' }]);
    const event = await running.events.next(
      'question.feedback-given.v1',
      ({ subject }) => subject === question,
    );
    expect(event.data).toMatchObject({ feedbackToId: bo.accountId, actorId: cora.accountId });
    expect(JSON.stringify(event)).not.toContain(comment);
    expect(await queue(cora)).toEqual([]);
    expect(await queue(cora, '&reviewed=true')).toHaveLength(1);
    expect(await queue(rae)).toHaveLength(1);
    const { items } = (await as(bo).get('/v1/feedback')).body;
    expect(items).toEqual([
      expect.objectContaining({ questionId: question, institutionId: cedar, marks, comment }),
    ]);
    expect((await as(far).get('/v1/feedback')).body.items).toEqual([]);
    const known = (await as(rae).get(`/v1/questions/${question}/reviews`)).body.items;
    expect(known).toHaveLength(1);
  });

  it('[R80] is told to the librarian when it says something new, and is no activity of the question', async () => {
    const url = `/v1/questions/${question}`;
    const activity = async () => (await as(cora).get(url)).body.updatedAt;
    const [before, comment] = [await activity(), 'Thank you, that was better.'];
    const put = (more: object) =>
      as(cora).put(`${url}/review`, { marks: { welcome: 'yes' }, comment, ...more });
    for (const more of [{ feedback: true }, { feedback: true }, { feedback: false }]) await put(more);
    await put({ feedback: true });
    const of = () =>
      running.events.all().filter((e) => e.type === 'question.feedback-given.v1' && e.subject === question);
    // The first test's, this comment's, and the one after it had been taken back.
    await eventually(() => expect(of()).toHaveLength(3));
    expect(await activity()).toBe(before);
  });

  it('[F26] is for those who may read the question', async () => {
    const answer = await as(far).put(`/v1/questions/${question}/review`, { marks: {} });
    expect(answer.status).toBe(404);
    expect((await as(far).get(`/v1/questions/${question}/reviews`)).status).toBe(404);
  });
});

describe('The audit of transcripts', () => {
  it('[R80] notes every read by another library and none by the patron’s own', async () => {
    await as(cora).get(`/v1/questions/${question}`);
    await as(rae).get(`/v1/questions/${question}`);
    await as(bo).get(`/v1/questions/${question}`);
    const first = (await as(cora).get('/v1/transcript-reads?limit=1')).body;
    const rest = (await as(cora).get(`/v1/transcript-reads?cursor=${first.nextCursor}`)).body;
    const readers = [...first.items, ...rest.items].map((read: { by: { id: string } }) => read.by.id);
    expect(readers).toEqual([bo.accountId, rae.accountId]);
    expect((await as(rae).get('/v1/transcript-reads')).body.items).toEqual([]);
  });
});
