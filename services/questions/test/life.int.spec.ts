import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emit, eventually, type StaffActor } from '@carrel/testing';
import { Running, text } from './a-running-service.js';
import { aspen, birch, cedar, dogwood, elm } from './people.js';

const running = new Running();
let bo: StaffActor, ada: StaffActor, cleo: StaffActor, rita: StaffActor, dan: StaffActor, eve: StaffActor;
beforeAll(async () => {
  await running.start();
  bo = await running.person(birch, { name: 'Bo of Birch' });
  ada = await running.person(aspen, { name: 'Ada of Aspen' });
  cleo = await running.person(cedar, { name: 'Cleo of Cedar' });
  rita = await running.person(cedar, { name: 'Rita of Cedar', roles: ['reviewer'] });
  dan = await running.person(dogwood, { name: 'Dan of Dogwood' });
  eve = await running.person(elm, {
    name: 'Eve of Elm',
    roles: ['librarian', 'reviewer', 'institution-admin'],
  });
  await running.set('close-policy', running.evergreen, { who: 'home-reviewers-only' });
});
afterAll(() => running.stop());

const as = (actor: StaffActor) => running.service.as(actor);
const inListsOf = (actor: StaffActor, id: string) => running.listsOf(actor, id);

describe("The main journey, from a chat's end to the home reviewer's close", () => {
  let id: string;
  let referralId: string;

  it("[R48] [R49] [R50] followup by patron's library: New at Cedar, in Shared Followup, in no list of Birch", async () => {
    const created = await running.questionAfter('followup-by-patron-library', bo);
    id = created.questionId;
    expect(created).toMatchObject({
      patronInstitutionId: cedar,
      pooled: true,
      resolution: 'followup-by-patron-library',
    });
    expect(await inListsOf(cleo, id)).toEqual(['active', 'new', 'all', 'shared-followup']);
    expect(await inListsOf(bo, id)).toEqual(['shared-followup']);
    expect(await inListsOf(ada, id)).toEqual(['shared-followup']);
    expect(await inListsOf(dan, id)).toEqual([]);
    const { body } = await as(cleo).get('/v1/questions?list=new');
    expect(body.items[0]).toMatchObject({ id, status: 'new', assignee: null, subject: text, source: 'chat' });
  });

  it('[R72] [A3] claimed at Aspen: New and assigned there, Pending at Cedar, off the shared list', async () => {
    const claimed = await as(ada).post(`/v1/questions/${id}/claim`);
    expect(claimed).toMatchObject({
      status: 200,
      body: { status: 'new', assignee: { name: 'Ada of Aspen' } },
    });
    expect(await inListsOf(ada, id)).toEqual(['active', 'my active', 'new', 'my new', 'all', 'my all']);
    expect(await inListsOf(cleo, id)).toEqual(['active', 'pending', 'all']);
    expect(await inListsOf(bo, id)).toEqual([]);
    const seen = await as(cleo).get(`/v1/questions/${id}`);
    expect(seen.body).toMatchObject({
      status: 'pending',
      waitingOn: 'library',
      turnInstitutionId: aspen,
      handledBy: { name: 'Ada of Aspen', institutionId: aspen },
    });
  });

  it('[R104] [R105] referred to Dogwood: Pending and Referred at Aspen, New at Dogwood', async () => {
    await running.refer(id, ada, dogwood);
    const referred = await running.events.next('question.referred.v1', (e) => e.data.questionId === id);
    referralId = referred.data.referralId;
    expect(await inListsOf(ada, id)).toEqual([
      ...['active', 'my active', 'pending', 'my pending', 'referred', 'my referred', 'all', 'my all'],
    ]);
    expect(await inListsOf(dan, id)).toEqual(['active', 'new', 'all']);
    expect(await inListsOf(cleo, id)).toEqual(['active', 'pending', 'referred', 'all']);
  });

  it('[R71] [R107] [R108] answered by Dogwood: Answered everywhere, and every sender is to be notified', async () => {
    const answered = await as(dan).post(`/v1/questions/${id}/answers`, { text: 'Not for ordinary wear.' });
    expect(answered).toMatchObject({ status: 201, body: { question: { status: 'answered' } } });
    const event = await running.events.next('question.answered.v1', (e) => e.data.questionId === id);
    expect(event.data).toMatchObject({ answeredReferralIds: [referralId], answerId: answered.body.id });
    expect(new Set(event.data.informedInstitutionIds)).toEqual(new Set([aspen, cedar]));
    expect(await inListsOf(ada, id)).toEqual([
      ...['active', 'my active', 'referred', 'my referred', 'answered', 'my answered', 'all', 'my all'],
    ]);
    expect(await inListsOf(cleo, id)).toEqual(['active', 'referred', 'answered', 'all']);
    expect(await inListsOf(dan, id)).toEqual([
      'active',
      'my active',
      'answered',
      'my answered',
      'all',
      'my all',
    ]);
  });

  it("[R75] [R109] closed by Cedar's reviewer only: Closed everywhere", async () => {
    for (const who of [dan, ada, cleo]) {
      const refused = await as(who).post(`/v1/questions/${id}/close`);
      expect(refused).toMatchObject({ status: 403, body: { code: 'home-reviewers-close' } });
    }
    expect((await as(rita).post(`/v1/questions/${id}/close`)).status).toBe(200);
    expect(await inListsOf(rita, id)).toEqual(['closed', 'all']);
    expect(await inListsOf(ada, id)).toEqual(['closed', 'my closed', 'all', 'my all']);
    expect(await inListsOf(dan, id)).toEqual(['closed', 'my closed', 'all', 'my all']);
    expect(await inListsOf(bo, id)).toEqual([]);
  });

  it('shows in its history who did what, when and why', async () => {
    const { body } = await as(rita).get(`/v1/questions/${id}`);
    expect(body.history).toMatchObject([
      { action: 'created', by: { name: 'Bo of Birch' }, about: { resolution: 'followup-by-patron-library' } },
      { action: 'claimed', by: { name: 'Ada of Aspen' }, institutionId: aspen },
      {
        action: 'referred',
        reason: 'Your housing law collection is better',
        about: { toInstitutionId: dogwood },
      },
      { action: 'answered', by: { name: 'Dan of Dogwood' } },
      { action: 'closed', by: { name: 'Rita of Cedar' } },
    ]);
    expect(body.history.every((line: { at: string }) => !Number.isNaN(Date.parse(line.at)))).toBe(true);
    expect(body.transcript).toMatchObject([{ seq: 1, text: 'Good evening' }, { seq: 2 }]);
    expect(body.messages).toMatchObject([{ kind: 'answer', text: 'Not for ordinary wear.' }]);
  });

  it('[R57] is reopened by a reviewer with a reason, and due anew', async () => {
    const reopened = await as(rita).post(`/v1/questions/${id}/reopen`, {
      reason: 'The county changed',
      assigneeId: cleo.accountId,
    });
    expect(reopened).toMatchObject({
      status: 200,
      body: { status: 'new', assignee: { name: 'Cleo of Cedar' } },
    });
    expect(Date.parse(reopened.body.dueAt)).toBeGreaterThan(Date.now() + 71 * 3_600_000);
    await running.events.next('question.reopened.v1', (e) => e.data.questionId === id);
  });

  it('[B1] no event carried a word that anybody wrote or a name', async () => {
    const all = JSON.stringify(running.events.all().filter((e) => e.type.startsWith('question.')));
    expect(all).not.toMatch(
      /Robin|patron\.example|landlord|ordinary wear|housing law|county changed|of Cedar/,
    );
  });

  it('numbers its events without a gap', async () => {
    const own = running.events.all().filter((e) => e.subject === id);
    expect(own.map((e) => e.sequence)).toEqual(own.map((_, n) => String(n + 1)));
    expect(own.map((e) => e.type)).toEqual([
      ...['question.created.v1', 'question.claimed.v1', 'question.referred.v1'],
      ...['question.answered.v1', 'question.closed.v1', 'question.reopened.v1'],
    ]);
  });
});

describe('A library that has nothing to do with a question', () => {
  it('[B6] is answered everywhere that there is no such question, exactly as of one that does not exist', async () => {
    const { questionId: id, number } = await running.questionAfter('answered', bo);
    const missing = '0197aaaa-0000-7000-8000-000000000000';
    const calls: [method: 'get' | 'post', path: string, body?: object][] = [
      ['get', ''],
      ['post', '/claim'],
      ['post', '/unclaim'],
      ['post', '/assign', { assigneeId: eve.accountId }],
      ['post', '/notes', { text: 'x' }],
      ['post', '/answers', { text: 'x' }],
      ['post', '/close'],
      ['post', '/reopen', { reason: 'x' }],
    ];
    for (const [method, path, body] of calls) {
      const foreign = await as(eve)[method](`/v1/questions/${id}${path}`, body as never);
      const none = await as(eve)[method](`/v1/questions/${missing}${path}`, body as never);
      expect({ path, status: foreign.status, body: foreign.body }).toEqual({
        path,
        status: 404,
        body: none.body,
      });
    }
    expect((await as(eve).get(`/v1/questions?number=${number}`)).body.items).toEqual([]);
    expect((await as(cleo).get(`/v1/questions?number=${number}`)).body.items).toMatchObject([{ id, number }]);
    expect(await inListsOf(eve, id)).toEqual([]);
    await expect(running.refer(id, eve, cedar)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('[R50] a library that only chatted reads the transcript, but not who asked nor what came after', async () => {
    const created = await running.questionAfter('followup-by-patron-library', bo);
    await as(ada).post(`/v1/questions/${created.questionId}/claim`);
    const { body } = await as(bo).get(`/v1/questions/${created.questionId}`);
    expect(body).toMatchObject({ status: null, patron: null, history: [], messages: [] });
    expect(body.transcript).toHaveLength(2);
  });
});

describe('[R54] [R55] [R56] [R51] Every other code', () => {
  const all = (own: string) => ['active', 'my active', own, `my ${own}`, 'all', 'my all'];
  it.each([
    ['answered', ['active', 'answered', 'all'], all('answered')],
    ['practice', ['active', 'answered', 'all'], all('answered')],
    ['lost-call', ['closed', 'all'], ['closed', 'my closed', 'all', 'my all']],
    ['followup-by-me', ['active', 'pending', 'all'], all('new')],
  ] as const)('%s puts the question into the lists of both libraries', async (code, atHome, atChatting) => {
    const { questionId } = await running.questionAfter(code, bo);
    expect(await inListsOf(cleo, questionId)).toEqual(atHome);
    expect(await inListsOf(bo, questionId)).toEqual(atChatting);
    expect(await inListsOf(ada, questionId)).toEqual([]);
  });

  it("[R128] [A1] a library may leave others' finished chats out of its lists, old ones too, never a followup by me", async () => {
    const { questionId: done } = await running.questionAfter('answered', bo);
    const { questionId: mine } = await running.questionAfter('followup-by-me', bo);
    await running.set('exclude-transcripts', birch, { enabled: true });
    expect(await inListsOf(bo, done)).toEqual([]);
    expect(await inListsOf(bo, mine)).toEqual(all('new'));
    expect((await as(bo).get(`/v1/questions/${done}`)).status).toBe(200);
    await running.set('exclude-transcripts', birch, { enabled: false });
    expect(await inListsOf(bo, done)).toEqual(all('answered'));
  });
});

describe('Shared Followup', () => {
  it('[R66] [A27] is hidden while the group has it off, and shows again what still waits', async () => {
    const { questionId } = await running.questionAfter('followup-by-patron-library', bo);
    await running.set('shared-followup', running.evergreen, { enabled: false });
    expect(await inListsOf(cleo, questionId)).toEqual(['active', 'new', 'all']);
    expect((await as(ada).get(`/v1/questions/${questionId}`)).status).toBe(404);
    expect((await as(ada).post(`/v1/questions/${questionId}/claim`)).status).toBe(404);
    await running.set('shared-followup', running.evergreen, { enabled: true });
    expect(await inListsOf(ada, questionId)).toEqual(['shared-followup']);
  });

  it('[R84] [A26] takes what its claimer gives back or refers to it', async () => {
    const { questionId } = await running.questionAfter('followup-by-patron-library', bo);
    await as(ada).post(`/v1/questions/${questionId}/claim`);
    await as(ada).post(`/v1/questions/${questionId}/unclaim`);
    expect(await inListsOf(ada, questionId)).toEqual(['shared-followup']);
    await as(ada).post(`/v1/questions/${questionId}/claim`);
    await running.refer(questionId, ada, null);
    expect(await inListsOf(ada, questionId)).toEqual(['shared-followup']);
    expect(await inListsOf(cleo, questionId)).toEqual(['active', 'new', 'all', 'shared-followup']);
  });
});

describe('The end of a session', () => {
  it('[R46] delivered twice makes one question', async () => {
    const event = await running.chatEnds('answered', bo);
    await running.events.next('question.created.v1', (e) => e.data.sessionId === event.subject);
    const again = (id?: string) =>
      emit(running.nats, 'session.ended.v1', event.data, { subject: event.subject, ...(id ? { id } : {}) });
    await again(event.id);
    const other = await again();
    await running.questionAfter('answered', bo);
    const { db } = running.service;
    expect(await db.query('SELECT 1 FROM questions WHERE session_id = $1', [event.subject])).toHaveLength(1);
    expect(await db.query('SELECT 1 FROM event_tries WHERE event_id = $1', [other.id])).toEqual([]);
    const created = running.events.all().filter((e) => e.type === 'question.created.v1');
    expect(created.filter((e) => (e.data as { sessionId: string }).sessionId === event.subject)).toHaveLength(
      1,
    );
  });

  it('[R46] waits while chat is away, and becomes a question when it is back', async () => {
    running.chat.stop();
    const event = await running.chatEnds('answered', bo);
    await eventually(async () => {
      const waiting = await running.service.db.query('SELECT 1 FROM event_tries WHERE event_id = $1', [
        event.id,
      ]);
      expect(waiting).toHaveLength(1);
    });
    await running.chatIsBack();
    await running.events.next('question.created.v1', (e) => e.data.sessionId === event.subject, 30_000);
  });
});
