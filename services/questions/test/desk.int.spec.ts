import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allEnded, signInEndsSeen, type StaffActor } from '@carrel/testing';
import pg from 'pg';
import { robin, Running } from './a-running-service.js';
import { aspen, cedar } from './people.js';

const running = new Running();
let cleo: StaffActor;
let ada: StaffActor;
let admin: StaffActor;
beforeAll(async () => {
  await running.start();
  cleo = await running.person(cedar);
  ada = await running.person(aspen);
  admin = await running.person(cedar, { roles: ['librarian', 'institution-admin'] });
});
afterAll(() => running.stop());
const as = (actor: StaffActor) => running.service.as(actor);
const take = async (text: string, source = 'phone', subject?: string) =>
  (await as(cleo).post('/v1/questions', { text, subject, source, institutionId: cedar, patron: robin })).body
    .id as string;
const ids = async (query: string, actor = cleo) =>
  (await as(actor).get(`/v1/questions?${query}`)).body.items.map((row: { id: string }) => row.id) as string[];

describe('A list', () => {
  it('[R63] is filtered by status, assignee, source, topic and code', async () => {
    const [call, fax] = [await take('By telephone'), await take('By fax', 'fax')];
    await as(cleo).put(`/v1/questions/${call}/coding`, { topic: 'policy', codes: ['law'] });
    await as(cleo).post(`/v1/questions/${fax}/answers`, { text: 'Yes' });
    expect(await ids('source=fax')).toEqual([fax]);
    expect(await ids('topic=policy')).toEqual([call]);
    expect(await ids('code=law')).toEqual([call]);
    expect(await ids('code=tax')).toEqual([]);
    expect(await ids('list=all&status=answered')).toEqual([fax]);
    expect(await ids('list=new&status=answered')).toEqual([]);
    expect((await ids(`assigneeId=${cleo.accountId}`)).sort()).toEqual([call, fax].sort());
    expect(await ids(`assigneeId=${admin.accountId}`)).toEqual([]);
    expect(await ids('source=fax', ada)).toEqual([]);
  });

  it('[R78] goes by due time, page by page, and shows what is overdue', async () => {
    const some = [await take('One'), await take('Two'), await take('Three')];
    const past = `UPDATE questions SET due_at = now() - interval '1 hour' WHERE id = $1`;
    await running.service.db.query(past, [some[2]]);
    const seen: { id: string; dueAt: string }[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: typeof seen; nextCursor: string | null } = (
        await as(cleo).get(`/v1/questions?sort=due&limit=2${cursor && `&cursor=${cursor}`}`)
      ).body;
      seen.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(seen[0]!.id).toBe(some[2]);
    expect(seen.map((row) => row.dueAt)).toEqual(seen.map((row) => row.dueAt).sort());
    expect(seen.map((row) => row.id).sort()).toEqual((await ids('status=new&limit=200')).sort());
    expect(await ids('due=overdue')).toEqual([some[2]]);
  });
});

describe('The page of a question', () => {
  it('shows it whole as it was, also where it is answered while it is read', async () => {
    const id = await take('Read and answered at once');
    await as(cleo).post(`/v1/questions/${id}/claim`);
    const prototype = pg.Client.prototype as { query: (...args: unknown[]) => unknown };
    const before = prototype.query;
    let answered: Promise<unknown> | undefined;
    // The page's first look at the holdings, when it has read the question.
    prototype.query = function (this: unknown, ...args: unknown[]) {
      const [asked] = args as [string | { text?: string }];
      const sql = typeof asked === 'string' ? asked : (asked.text ?? '');
      if (answered || !/^SELECT .*FROM "holdings"/s.test(sql)) return before.apply(this, args);
      prototype.query = before;
      answered = as(cleo).post(`/v1/questions/${id}/answers`, { text: 'Yes' });
      return answered.then(() => before.apply(this, args));
    };
    const { status, body } = await as(cleo)
      .get(`/v1/questions/${id}`)
      .finally(() => (prototype.query = before));
    expect([status, body.status]).toEqual([200, 'new']);
    expect(await answered).toMatchObject({ status: 201 });
    expect((await as(cleo).get(`/v1/questions/${id}`)).body.status).toBe('answered');
  });

  const codes = async (id: string, actor = cleo) =>
    Object.fromEntries(
      (await as(actor).get(`/v1/questions/${id}`)).body.actions.map(
        (a: { action: string; code: string | null }) => [a.action, a.code],
      ),
    );

  it('says what the caller may do now and why not, as the operation itself would answer', async () => {
    const id = await take('What may I do?');
    const colleague = await running.person(cedar);
    expect(await codes(id)).toMatchObject({
      claim: 'already-claimed',
      unclaim: null,
      answers: null,
      refer: null,
      recall: 'not-allowed',
      reopen: 'not-allowed',
    });
    for (const [action, body] of [
      ['claim', undefined],
      ['unclaim', undefined],
      ['assign', { assigneeId: colleague.accountId }],
      ['close', {}],
      ['done', undefined],
    ] as const) {
      const shown = (await codes(id, colleague))[action];
      const answer = await as(colleague).post(`/v1/questions/${id}/${action}`, body);
      expect([action, answer.body.code ?? null]).toEqual([action, shown]);
    }
  });

  it('names the people and libraries whose ids it has', async () => {
    const id = await take('Who is who?');
    const { body } = await as(cleo).get(`/v1/questions/${id}`);
    const name = body.patronInstitutionName as string;
    expect(name).toEqual(expect.any(String));
    expect(body).toMatchObject({
      turnInstitutionName: name,
      holdings: [{ institutionId: cedar, institutionName: name }],
      history: [{ institutionName: name }],
    });
    expect(await as(cleo).get('/v1/questions?limit=1')).toMatchObject({
      body: { items: [{ patronInstitutionName: name }] },
    });
  });
});

describe('A home page', () => {
  it('[R69] counts every list as the lists themselves show it, and what is due', async () => {
    await take('Yet another');
    const { body } = await as(cleo).get('/v1/question-counts');
    for (const { list, all, mine } of body.lists as { list: string; all: number; mine: number }[]) {
      expect([list, (await ids(`list=${list}&limit=200`)).length]).toEqual([list, all]);
      expect([list, (await ids(`list=${list}&mine=true&limit=200`)).length]).toEqual([list, mine]);
    }
    expect(body).toMatchObject({ overdue: 1, dueSoon: 0 });
    await running.questionAfter('followup-by-patron-library', ada);
    const { body: aspens } = await as(ada).get('/v1/question-counts');
    expect(aspens.lists).toContainEqual({ list: 'shared-followup', all: 1, mine: 0 });
  });
});

describe('Many questions at once', () => {
  it('[A2] [A26] are closed and assigned each for itself, and the answer names the refused ones', async () => {
    const [one, two] = [await take('First'), await take('Second')];
    await as(cleo).post(`/v1/questions/${two}/close`);
    const assignee = { assigneeId: cleo.accountId };
    const assigned = await as(admin).post('/v1/questions/bulk/assign', { ids: [one, two], ...assignee });
    expect(assigned.body).toMatchObject({ done: [one], refused: [{ id: two, code: 'already-closed' }] });
    const foreign = await as(ada).post('/v1/questions/bulk/close', { ids: [one] });
    expect(foreign.body).toMatchObject({ done: [], refused: [{ id: one, code: 'not-found' }] });
    const closed = await as(cleo).post('/v1/questions/bulk/close', { ids: [one, two] });
    expect(closed.body).toMatchObject({ done: [one], refused: [{ id: two, code: 'already-closed' }] });
  });

  it('[R65] are exported as a file, a formula in a subject as text, whatever the size', async () => {
    await take('Which sum?', 'desk', '=1+1, "quoted"');
    await running.service.db.query(`
      WITH asked AS (
        INSERT INTO questions (id, sequence, number, source, home_institution_id, practice, no_contact, pooled,
          came_from_pool, created_at, last_activity_at, text)
        SELECT gen_random_uuid(), 1, nextval('question_numbers'), 'web-form', '${cedar}', false, false, false,
          false, now(), now() - n * interval '1 minute', 'x' FROM generate_series(1, 1200) n
        RETURNING id, last_activity_at)
      INSERT INTO holdings (question_id, institution_id, relations, status, updated_at, referred, only_chatted)
      SELECT id, '${cedar}', '{home}', 'answered', last_activity_at, false, false FROM asked`);
    const counts = (await as(cleo).get('/v1/question-counts')).body;
    const all = counts.lists.find((one: { list: string }) => one.list === 'all').all as number;
    const { body, status, headers } = await as(cleo).get('/v1/questions.csv?list=all');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const lines = String(body).trimEnd().split('\r\n');
    expect(lines).toHaveLength(all + 1);
    expect(new Set(lines).size).toBe(lines.length);
    const file = await fetch(`${running.service.url}/api/questions/v1/questions.csv?list=all`, {
      headers: await cleo.headers(),
    });
    const start = Buffer.from(await file.arrayBuffer()).subarray(0, 9);
    expect(start.toString('hex')).toBe(Buffer.from('\uFEFFnumber').toString('hex'));
    expect(String(body)).toContain(`"'=1+1, ""quoted"""`);
    expect(String((await as(ada).get('/v1/questions.csv?list=all')).body)).not.toContain('quoted');
  });
});

it('[promise 31] Every end of a sign-in reaches questions within 5 seconds', async () => {
  const tried = { institutionId: cedar, roles: ['librarian' as const], path: '/v1/questions?list=all' };
  expect(await signInEndsSeen(running.service, running.nats, tried)).toEqual(allEnded());
});
