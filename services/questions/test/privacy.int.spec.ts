import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requests } from '@carrel/contracts';
import { DeadLetters, newId } from '@carrel/messaging';
import { eventually, makeJobsDue, type StaffActor } from '@carrel/testing';
import { figures } from '../src/persistence/figures.js';
import { ErasureBatches } from '../src/privacy/persistence/erasure-batches.js';
import { PrivacyService } from '../src/privacy/privacy.service.js';
import { robin, Running } from './a-running-service.js';
import { birch, cedar, dogwood } from './people.js';
import { thisYear } from './this-year.js';

const running = new Running();
let bo: StaffActor, cleo: StaffActor, iris: StaffActor, cora: StaffActor, farAdmin: StaffActor;
const as = (actor: StaffActor) => running.service.as(actor);
const sql = <T>(text: string, values: unknown[] = []) => running.service.db.query<T[]>(text, values);
const totals = async () => (await as(cora).get(`/v1/statistics?${thisYear}&by=source`)).body;
const ada = { name: 'Ada Unforgotten', email: 'ada@patron.example' };
const take = async (text: string, patron: object = ada) =>
  (await as(cleo).post('/v1/questions', { text, source: 'phone', institutionId: cedar, patron })).body
    .id as string;
const forget = async (email: string) => {
  const asked = await as(iris).post('/v1/erasures', { email });
  expect([asked.status, asked.body.status]).toEqual([202, 'running']);
  let last = asked.body;
  await eventually(async () => {
    last = (await as(iris).get(`/v1/erasures/${asked.body.id}`)).body;
    expect(last.status).toBe('done');
  });
  return last;
};

beforeAll(async () => {
  await running.start();
  bo = await running.person(birch, { name: 'Bo of Birch' });
  cleo = await running.person(cedar, { name: 'Cleo of Cedar' });
  iris = await running.person(cedar, { roles: ['institution-admin'], name: 'Iris of Cedar' });
  cora = await running.person(cedar, { roles: ['reviewer'], name: 'Cora of Cedar' });
  farAdmin = await running.person(dogwood, { roles: ['institution-admin'] });
});
afterAll(() => running.stop());

/** Tables in which somewhere, in whatever column, this stands. */
async function tablesWith(word: string): Promise<string[]> {
  const tables = await sql<{ name: string }>(`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`);
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await sql(`SELECT FROM ${name} t WHERE t::text ILIKE $1 LIMIT 1`, [`%${word}%`]);
    if (rows.length) found.push(name);
  }
  return found;
}

describe('The erasure of a patron', () => {
  it('[F29] [promise 25] leaves the address, the name and the words in no table, and every count as it was', async () => {
    const { questionId } = await running.questionAfter('followup-by-patron-library', bo, {
      lines: ['robin@patron.example asked about larkspur', 'Robin Reader, we will write about larkspur'],
    });
    await as(cleo).post(`/v1/questions/${questionId}/claim`);
    await as(cleo).post(`/v1/questions/${questionId}/notes`, { text: 'larkspur: call Robin Reader' });
    const referral = await running.refer(questionId, cleo, dogwood);
    expect(referral.turnInstitutionId).toBe(dogwood);
    const answered = await running.questionAfter('answered', cleo);
    const kept = await take('Somebody else’s question', { name: 'Ada', email: 'someone@patron.example' });
    await eventually(async () => expect((await totals()).total).toBe(3));
    const before = await totals();
    expect(await tablesWith(robin.email)).not.toEqual([]);

    expect((await forget('ROBIN@patron.example')).questions).toBe(2);
    for (const word of [robin.email, robin.name, 'larkspur', 'landlord'])
      expect([word, await tablesWith(word)]).toEqual([word, []]);
    // Closing what was open completes it; nothing else moves.
    const { total, items, apart, response } = await totals();
    expect({ total, items, apart, response }).toMatchObject({
      total: before.total,
      items: before.items,
      apart: before.apart,
      response: before.response,
    });
    expect(
      (await sql<{ id: string }>('SELECT id FROM questions WHERE erased_at IS NULL')).map(({ id }) => id),
    ).toEqual([kept]);
    const erased = await running.events.next('question.erased.v1', (e) => e.data.questionId === questionId);
    expect(erased.data).toMatchObject({ patronInstitutionId: cedar, extent: 'everything' });
    await running.events.next('question.closed.v1', (e) => e.data.questionId === questionId);
    expect(answered.questionId).not.toBe(questionId);
  });

  it('[F29] ends in 409 `erased` for whoever would still work on it', async () => {
    const id = await take('Is the hall free?');
    expect((await forget(ada.email)).questions).toBe(1);
    const { status, body } = await as(cleo).post(`/v1/questions/${id}/notes`, { text: 'Call her' });
    expect([status, body.code]).toEqual([409, 'erased']);
    expect((await as(cleo).get(`/v1/questions/${id}`)).body).toMatchObject({ text: '', subject: null });
  });

  it('[F29] of many questions goes on where it was cut off, one event for each question', async () => {
    await sql(
      `WITH asked AS (
         INSERT INTO questions (id, sequence, number, source, home_institution_id, practice, no_contact, pooled,
           came_from_pool, created_at, last_activity_at, text, patron_name, patron_email)
         SELECT gen_random_uuid(), 1, nextval('question_numbers'), 'web-form', $1, false, false, false, false,
           now(), now(), 'Foxglove ' || n, 'Flora Fern', 'flora@patron.example' FROM generate_series(1, 1200) n
         RETURNING id, last_activity_at)
       INSERT INTO holdings (question_id, institution_id, relations, status, updated_at, referred, only_chatted)
       SELECT id, $1, '{home}', 'answered', last_activity_at, false, false FROM asked`,
      [cedar],
    );
    // A run that ended after its first batch.
    const flora = { institutionId: cedar, address: 'flora@patron.example' };
    expect(await running.service.app.get(ErasureBatches).next(flora, 'everything', new Date())).toBe(500);
    expect((await forget(flora.address)).questions).toBe(700);
    expect(await tablesWith('foxglove')).toEqual([]);
    await eventually(() => {
      const erased = running.events.all().filter((e) => e.type === 'question.erased.v1');
      expect([erased.length, new Set(erased.map((e) => e.subject)).size]).toEqual([1203, 1203]);
    });
  });

  it('[F26] concerns one library only, and only its administrators', async () => {
    const mine = (await as(iris).post('/v1/erasures', { email: 'nobody@patron.example' })).body;
    expect((await as(farAdmin).get(`/v1/erasures/${mine.id}`)).status).toBe(404);
    expect((await as(cleo).post('/v1/erasures', { email: ada.email })).status).toBe(403);
    expect((await as(iris).get('/v1/erasures')).body.items).toContainEqual(
      expect.objectContaining({ id: mine.id, institutionId: iris.institutionId }),
    );
    const ofOthers = (await as(farAdmin).get('/v1/erasures')).body.items as { id: string }[];
    expect(ofOthers.map(({ id }) => id)).not.toContain(mine.id);
    await take('Where is the atlas?');
    const elsewhere = await as(farAdmin).post('/v1/erasures', { email: ada.email });
    await eventually(async () =>
      expect((await as(farAdmin).get(`/v1/erasures/${elsewhere.body.id}`)).body).toMatchObject({
        status: 'done',
        questions: 0,
      }),
    );
    expect(await tablesWith(ada.email)).toEqual(['public.questions']);
  });
});

/** A survey as somebody answered it about a question or a chat. */
async function surveyed(form: string, subjectId: string, words: string): Promise<void> {
  const id = crypto.randomUUID();
  await sql(
    `INSERT INTO survey_responses (id, form, institution_id, link_hash, subject_id, language, answered_at, answers)
     VALUES ($1, $2, $3, $1::uuid::text, $4, 'en', now(), '{"helpful": true}')`,
    [id, form, cedar, subjectId],
  );
  await sql(`INSERT INTO survey_texts (response_id, question, text) VALUES ($1, 'comment', $2)`, [id, words]);
}

describe('The erasure of a patron’s chats', () => {
  it('[promise 25] takes the surveys about chats that became no question, and waits for a chat that goes on', async () => {
    const email = 'chatty@patron.example';
    const sessionId = crypto.randomUUID();
    await surveyed('chat-session', sessionId, 'Tourmaline was kind');
    running.chatsToForget.set(email, [[sessionId], 1]);
    const asked = (await as(iris).post('/v1/erasures', { email })).body;
    const job = () =>
      sql('SELECT 1 FROM graphile_worker.jobs WHERE key = $1 AND run_at > now()', [`erase-${asked.id}`]);
    await eventually(async () => expect(await job()).toHaveLength(1));
    expect(await tablesWith('tourmaline')).toEqual([]);
    expect((await as(iris).get(`/v1/erasures/${asked.id}`)).body.status).toBe('running');
    // The chat is over when the job looks again.
    await makeJobsDue(running.service.db, `erase-${asked.id}`);
    await eventually(async () =>
      expect((await as(iris).get(`/v1/erasures/${asked.id}`)).body.status).toBe('done'),
    );
    expect(await tablesWith(email)).toEqual([]);
  });

  it('[promise 25] leaves to a question’s clock the chat that it was', async () => {
    const { questionId, sessionId } = await running.questionAfter('answered', cleo, {
      email: 'kept@patron.example',
    });
    const asked = { sessionIds: [sessionId!, crypto.randomUUID()] };
    expect(await running.requests.ask(requests.sessionsWithQuestions, asked)).toEqual({
      sessionIds: [sessionId],
    });
    await forget('kept@patron.example');
    expect(questionId).toBeDefined();
    expect(await running.requests.ask(requests.sessionsWithQuestions, asked)).toEqual({ sessionIds: [] });
  });
});

describe('The export of a patron', () => {
  it('[promise 25] holds every question with its words, and no librarian’s notes', async () => {
    const id = await take('Where is the globe?', { name: 'Gil Globe', email: 'gil@patron.example' });
    await as(cleo).post(`/v1/questions/${id}/notes`, { text: 'Seems impatient' });
    await as(cleo).post(`/v1/questions/${id}/answers`, { text: 'In the hall.' });
    const mail = {
      ...{ id: crypto.randomUUID(), message: 'answer', questionId: id, state: 'accepted' },
      ...{ subject: 'Your question', text: null, at: new Date().toISOString() },
    };
    const chat = {
      ...{ id: crypto.randomUUID(), status: 'ended', question: 'Hello?', startedAt: mail.at },
      ...{ patron: { name: 'Gil', email: 'gil@patron.example' }, lines: [] },
    };
    await surveyed('ask-answers', id, 'Prompt');
    await surveyed('chat-session', chat.id, 'Kind');
    running.mails.set('gil@patron.example', [mail]);
    running.chats.set('gil@patron.example', [chat]);
    const said = (comment: string) => ({ answers: { helpful: true, comment } });
    const { status, body } = await as(iris).post(
      '/v1/exports',
      { email: 'Gil@patron.example' },
      { 'idempotency-key': newId() },
    );
    expect(body).toMatchObject({ mails: [mail], chats: [{ ...chat, surveys: [said('Kind')] }] });
    expect(body.questions[0].surveys).toMatchObject([said('Prompt')]);
    expect([status, body.questions.length]).toEqual([200, 1]);
    expect(body.questions[0]).toMatchObject({ id, text: 'Where is the globe?', transcript: [] });
    expect(body.questions[0].messages.map((m: { text: string }) => m.text)).toEqual(['In the hall.']);
    const other = await as(farAdmin).post('/v1/exports', { email: 'gil@patron.example' });
    expect(other.body.questions).toEqual([]);
  });
});

describe('What a patron has answered in the chat form', () => {
  it('[R121] [promise 25] is in the question and its export, and goes with the patron', async () => {
    const email = 'wren@patron.example';
    const fields = [{ name: 'grade', label: 'School grade', value: 'wrenseventh' }];
    const { questionId } = await running.questionAfter('followup-by-patron-library', bo, { email, fields });
    expect((await as(cleo).get(`/v1/questions/${questionId}`)).body.fields).toEqual(fields);
    const { body } = await as(iris).post('/v1/exports', { email });
    expect(JSON.stringify(body.questions)).toContain('wrenseventh');
    await forget(email);
    expect(await tablesWith('wrenseventh')).toEqual([]);
  });
});

describe('The clocks of a library', () => {
  it('[B9] have no address of the network to forget: a form leaves none in any table', async () => {
    const ip = '203.0.113.77';
    const body = {
      text: 'Hours?',
      institutionId: cedar,
      patron: { name: 'Ina', email: 'ina@patron.example' },
    };
    const asked = await running.service.http.post('/v1/questions', body, { 'x-forwarded-for': ip });
    expect(asked.status).toBe(201);
    expect(await tablesWith('ina@patron.example')).not.toEqual([]);
    expect(await tablesWith(ip)).toEqual([]);
  });

  it('[B9] forget the identity after its days and the words after theirs, as the library sets them', async () => {
    const ivy = { name: 'Ivy Iris', email: 'ivy@patron.example' };
    const ids = [
      await take('Recent', ivy),
      await take('Quiet for a while', ivy),
      await take('Long quiet', ivy),
    ];
    const quiet = async (id: string, days: number) =>
      sql(`UPDATE questions SET last_activity_at = now() - make_interval(days => $2) WHERE id = $1`, [
        id,
        days,
      ]);
    await quiet(ids[1]!, 20);
    await quiet(ids[2]!, 40);
    await running.set('privacy-clocks', cedar, { ipDays: 7, textDays: 30, identityDays: 14 });
    await running.service.app.get(PrivacyService).forgetOld();
    const left = await sql(
      `SELECT text, patron_name AS name, patron_email AS email FROM questions WHERE id = ANY($1)
       ORDER BY number`,
      [ids],
    );
    expect(left).toEqual([
      { text: 'Recent', ...ivy },
      { text: 'Quiet for a while', name: null, email: null },
      { text: '', name: null, email: null },
    ]);
    const event = await running.events.next('question.erased.v1', (e) => e.data.questionId === ids[1]);
    expect(event.data.extent).toBe('identity');
  });
});

describe('Chats that could not be filed', () => {
  it('[promise 29] are listed for the library and the operator, and become questions when they are requeued', async () => {
    const filed = await running.chatEnds('answered', bo);
    const sessionId = newId();
    running.transcripts.set(sessionId, { ...running.transcripts.get(filed.subject)!, sessionId });
    const event = { ...filed, id: newId(), subject: sessionId, data: { ...filed.data, sessionId } };
    await running.service.app.get(DeadLetters).add(event, 'Error: no room\n  at intake', 5);
    const listOf = async (actor: StaffActor) => (await as(actor).get('/v1/unfiled-chats')).body;
    const counted = async () => {
      const { sql } = figures.find(({ name }) => name === 'carrel_not_filed')!;
      return (await running.service.db.query<{ value: string }[]>(sql)).map(({ value }) => Number(value));
    };

    const operator = await running.person(dogwood, { roles: [], operator: true });
    expect(await listOf(iris)).toMatchObject({
      total: 1,
      items: [{ sessionId, institutionId: cedar, cause: null }],
    });
    expect(await listOf(operator)).toMatchObject({
      total: 1,
      items: [{ sessionId, cause: 'Error: no room' }],
    });
    expect(await listOf(farAdmin)).toEqual({ items: [], nextCursor: null, total: 0 });
    expect(await counted()).toEqual([1]);
    expect((await as(cleo).get('/v1/unfiled-chats')).status).toBe(403);

    expect((await as(farAdmin).post('/v1/unfiled-chats/requeue')).body).toEqual({ requeued: 0 });
    expect((await as(iris).post('/v1/unfiled-chats/requeue')).body).toEqual({ requeued: 1 });
    await running.events.next('question.created.v1', ({ data }) => data.sessionId === sessionId);
    expect(await listOf(iris)).toMatchObject({ total: 0 });
    expect(await counted()).toEqual([0]);
  });
});
