import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { requests, type AnswerOf, type QuestionOf } from '@carrel/contracts';
import { answer, type StaffActor } from '@carrel/testing';
import { v7 as newId } from 'uuid';
import { Running } from './a-running-service.js';
import { aspen, birch, cedar } from './people.js';

type Offer = AnswerOf<typeof requests.onDuty>['offers'][number];

const running = new Running();
/** What referrals was asked, and how it answers. */
let asked: readonly QuestionOf<typeof requests.onDuty>[];
let rota: { stop(): void };
let bo: StaffActor, ada: StaffActor, cleo: StaffActor;
beforeAll(async () => {
  await running.start();
  bo = await running.person(birch, { name: 'Bo of Birch' });
  ada = await running.person(aspen, { name: 'Ada of Aspen' });
  cleo = await running.person(cedar, { name: 'Cleo of Cedar' });
});
afterAll(() => running.stop());
beforeEach(async () => {
  const answering = await answer(running.nats, requests.onDuty, ({ questions }) => ({
    offers: questions.map(({ subjects }) => offered(subjects)),
  }));
  [rota, asked] = [answering, answering.questions];
});
afterEach(() => rota.stop());

const duty = { from: '2026-06-01T15:00:00.000Z', to: '2026-06-01T19:00:00.000Z' };
/** Birch covers the block, Cedar has the law lane, and events are nobody's. */
const offered = (subjects: readonly string[]): Offer => {
  if (subjects.includes('events')) return null;
  const law = subjects.includes('law');
  return {
    ...{ institutionId: law ? cedar : birch, because: law ? 'rota' : 'cover' },
    ...{ lane: law ? 'law' : null, dutyId: newId(), ...duty },
  };
};
const as = (actor: StaffActor) => running.service.as(actor);
const shared = async (...descriptiveCodes: string[]): Promise<string> => {
  const more = { notes: { descriptiveCodes } };
  return (await running.questionAfter('followup-by-patron-library', bo, more)).questionId;
};
const listed = async (actor: StaffActor, list = 'shared-followup'): Promise<Record<string, unknown>> => {
  const { status, body } = await as(actor).get(`/v1/questions?list=${list}&limit=200`);
  expect(status).toBe(200);
  return Object.fromEntries(
    body.items.map(({ id, offeredTo }: { id: string; offeredTo: unknown }) => [id, offeredTo]),
  );
};
const page = async (actor: StaffActor, id: string): Promise<unknown> =>
  (await as(actor).get(`/v1/questions/${id}`)).body.offeredTo;

describe('What waits in Shared Followup', () => {
  it('[R87] [R88] is offered to the library on duty first, by its subject and with the reason, asked once for a page', async () => {
    const [plain, law, event] = [await shared(), await shared('housing', 'law'), await shared('events')];
    expect(await listed(ada)).toMatchObject({
      [plain]: { institutionId: birch, reason: 'cover', lane: null },
      [law]: { institutionId: cedar, reason: 'rota', lane: 'law' },
      [event]: null,
    });
    expect(asked).toMatchObject([
      { groupId: running.evergreen, questions: [['events'], ['housing', 'law'], []].map(about) },
    ]);
    expect(await page(ada, law)).toEqual({
      institutionId: cedar,
      institutionName: 'cedar',
      reason: 'rota',
      lane: 'law',
    });
    expect(asked).toHaveLength(2);
  });

  it('[R88] sorts by the class of the question as well as by its codes', async () => {
    const question = { text: 'May I?', source: 'phone', institutionId: cedar, patron: { name: 'Robin' } };
    const { id } = (await as(cleo).post('/v1/questions', question)).body;
    await as(cleo).put(`/v1/questions/${id}/coding`, { topic: 'policy', codes: ['law'] });
    const subjects = await running.requests.ask(requests.questionSubjects, { questionId: id });
    expect(subjects).toEqual({ subjects: ['policy', 'law'] });
  });

  it('[R142] may be claimed by any librarian of the group while the offer to another library stands', async () => {
    const id = await shared('law');
    expect((await listed(ada))[id]).toMatchObject({ institutionId: cedar });
    const claim = await as(ada).post(`/v1/questions/${id}/claim`);
    expect(claim).toMatchObject({ status: 200, body: { assignee: { id: ada.accountId }, offeredTo: null } });
    expect(await listed(cleo)).not.toHaveProperty(id);
    expect(await page(ada, id)).toBeNull();
    const answer = { text: 'Not for ordinary wear.' };
    expect((await as(ada).post(`/v1/questions/${id}/answers`, answer)).status).toBe(201);
  });

  it('is offered in its own list and page only; elsewhere nobody asks', async () => {
    const id = await shared('law');
    expect((await listed(cleo, 'active'))[id]).toBeNull();
    expect(asked).toEqual([]);
  });

  it('[R66] is listed while the rota is away or silent, offered to nobody', async () => {
    const id = await shared('law');
    rota.stop();
    expect([(await listed(ada))[id], await page(ada, id)]).toEqual([null, null]);
    rota = await answer(running.nats, requests.onDuty, () => new Promise<never>(() => undefined));
    expect([(await listed(ada))[id], await page(ada, id)]).toEqual([null, null]);
  });
});

const about = (subjects: string[]) => ({ subjects });
