import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { anonymous, eventually, freePort, makeJobsDue, TestClient, type StaffActor } from '@carrel/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { v7 as newId } from 'uuid';
import { SearchReindexService } from '../src/question/search-reindex.service.js';
import { DailyCounts } from '../src/statistics/persistence/daily-counts.js';
import { Running } from './a-running-service.js';
import { aspen, birch, cedar } from './people.js';

const running = new Running();
const year = new Date().getUTCFullYear();
let operator: StaffActor, cora: StaffActor;
const others: pg.Client[] = [];
let killed: ChildProcess | undefined;

beforeAll(async () => {
  await running.start();
  operator = await running.person(aspen, { operator: true, roles: [] });
  cora = await running.person(cedar, { roles: ['reviewer'] });
  await running.questionAfter('answered', await running.person(birch));
  await eventually(async () => expect((await report()).total).toBe(1));
  // A new database asks for all words anew within its first minute, which is no rebuild of these tests.
  await running.service.app.get(SearchReindexService).goOn();
});
afterAll(async () => {
  killed?.kill('SIGKILL');
  await Promise.all(others.map((one) => one.end()));
  await running.stop();
});

const as = (actor: StaffActor) => running.service.as(actor);
const sql = (text: string, values: unknown[] = []) => running.service.db.query(text, values);
const report = async () =>
  (await as(cora).get(`/v1/statistics?from=${year - 1}-01-01&to=${year}-12-31&by=source`)).body;
const countsIn = ({ items }: { items: { value: string; count: number }[] }): Record<string, number> =>
  Object.fromEntries(items.map(({ value, count }) => [value, count]));
const start = async (kind: string) => as(operator).post('/v1/rebuilds', { kind });
const read = async (id: string) => (await as(operator).get(`/v1/rebuilds/${id}`)).body;
const ended = (id: string, status = 'finished') =>
  eventually(async () => {
    const rebuild = await read(id);
    expect(rebuild).toMatchObject({ status });
    return rebuild;
  });

/** Somebody else at the database, as its owner. */
async function somebody(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: running.service.database.ownerUrl });
  others.push(client);
  await client.connect();
  return client;
}
/** Until so many sessions wait for a lock. */
const untilWaiting = (count: number) =>
  eventually(async () => {
    const [{ n }] = await sql(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    expect(n).toBe(count);
  });

/** Questions of Cedar's as if they had been asked by mail, three batches of a search's words and a half. */
async function manyQuestions(): Promise<string[]> {
  const ids = Array.from({ length: 700 }, () => newId()).sort();
  await sql(
    `INSERT INTO questions (id, sequence, number, source, home_institution_id, practice, no_contact, pooled,
       came_from_pool, created_at, last_activity_at, text)
     SELECT id, 1, nextval('question_numbers'), 'mail', $2, false, false, false, false,
       now() - interval '1 hour' * n, now(), 'A bellflower ' || n FROM unnest($1::uuid[]) WITH ORDINALITY AS q (id, n)`,
    [ids, cedar],
  );
  return ids;
}
const wordsOf = async (id: string) =>
  (await sql('SELECT words::text FROM question_words WHERE question_id = $1', [id]))[0]?.words;

describe('A rebuild', () => {
  let ids: string[];
  beforeAll(async () => {
    ids = await manyQuestions();
  });

  it('of the counts makes right what was wrong of days, months and questions, and says how far it is', async () => {
    const before = await report();
    // Counts that are too high, months that are no sums of their days, and a question that is none.
    await sql('UPDATE statistics_daily SET count = count + 3');
    await sql('UPDATE statistics_monthly SET count = count + 5');
    await sql(
      `INSERT INTO statistics_facts (question_id, number, at, home_institution_id, source, codes)
       VALUES (gen_random_uuid(), 1, now() - interval '3 days', $1, 'desk', '{}')`,
      [cedar],
    );
    const { status, body } = await start('statistics');
    expect([status, body]).toEqual([
      202,
      expect.objectContaining({ kind: 'statistics', status: 'running', done: 0, total: 701, endedAt: null }),
    ]);
    const rebuild = await ended(body.id);
    expect(rebuild).toMatchObject({ done: 701, total: 701, failure: null, endedAt: expect.any(String) });
    const after = await report();
    expect(countsIn(after)).toEqual({ ...countsIn(before), mail: 700 });
    const wrong = await sql(`
      SELECT dimension, institution_id, value, date_trunc('month', day)::date AS month, sum(count)::int AS n
      FROM statistics_daily GROUP BY 1, 2, 3, 4 EXCEPT
      SELECT dimension, institution_id, value, month, count FROM statistics_monthly`);
    expect(wrong).toEqual([]);
    expect((await as(operator).get('/v1/rebuilds?limit=1')).body.items).toEqual([rebuild]);
  });

  it('of the search words finds again what was not found', async () => {
    await sql('DELETE FROM question_words');
    const found = async () => (await as(cora).get('/v1/questions?list=all&q=landlord')).body.items.length;
    expect(await found()).toBe(0);
    const { body } = await start('search');
    expect(await ended(body.id)).toMatchObject({ done: 701, total: 701 });
    expect(await found()).toBe(1);
  });

  it('runs once at a time for each kind, and in the service that keeps it', async () => {
    const holder = await somebody();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM questions WHERE id = $1 FOR UPDATE', [ids[0]]);
    const [one, two] = await Promise.all([start('search'), start('search')]);
    const [begun, refused] = one.status === 202 ? [one, two] : [two, one];
    expect([begun.status, refused.status, refused.body.code]).toEqual([202, 409, 'rebuild-running']);
    const other = await start('statistics');
    expect(other.status).toBe(202);
    await ended(other.body.id);
    expect((await start('directory')).body).toMatchObject({ status: 422, code: 'not-rebuilt-here' });
    expect((await start('everything')).status).toBe(422);
    await holder.query('COMMIT');
    await ended(begun.body.id);
  });

  it('stops when it is cancelled: what is done stays, the rest is as it was, and an ended one cannot be cancelled', async () => {
    await sql(`UPDATE question_words SET words = 'before'`);
    const holder = await somebody();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM questions WHERE id = $1 FOR UPDATE', [ids[300]]);
    const { body } = await start('search');
    await eventually(async () => expect(await read(body.id)).toMatchObject({ done: 200, status: 'running' }));
    await untilWaiting(1);
    const cancelling = as(operator).post(`/v1/rebuilds/${body.id}/cancel`);
    await untilWaiting(2);
    await holder.query('COMMIT');
    const cancelled = await cancelling;
    expect([cancelled.status, cancelled.body]).toMatchObject([200, { status: 'cancelled', done: 400 }]);
    expect(await wordsOf(ids[0]!)).toContain('bellflow');
    expect(await wordsOf(ids[699]!)).toBe(`'before'`);
    const again = await start('search');
    await ended(again.body.id);
    expect(await read(body.id)).toEqual(cancelled.body);
    expect((await as(operator).post(`/v1/rebuilds/${again.body.id}/cancel`)).body).toMatchObject({
      status: 409,
      code: 'rebuild-ended',
    });
  });

  it('is tried three times where it fails, says why, and can be started again', async () => {
    const owner = await somebody();
    await owner.query(`
      CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the days are broken'; END $$;
      CREATE TRIGGER broken BEFORE DELETE ON statistics_daily FOR EACH STATEMENT EXECUTE FUNCTION broken()`);
    const { body } = await start('statistics');
    await eventually(async () => {
      expect(await read(body.id)).toMatchObject({ status: 'running', failure: 'the days are broken' });
    });
    const failed = await eventually(async () => {
      await makeJobsDue(running.service.db);
      const rebuild = await read(body.id);
      expect(rebuild.status).toBe('failed');
      return rebuild;
    });
    expect(failed).toMatchObject({ failure: 'the days are broken', done: 0, endedAt: expect.any(String) });
    await owner.query('DROP TRIGGER broken ON statistics_daily');
    await ended((await start('statistics')).body.id);
  });

  it('counts a question once that is counted at the same moment', async () => {
    const id = newId();
    await sql(
      `INSERT INTO questions (id, sequence, number, source, home_institution_id, practice, no_contact, pooled,
         came_from_pool, created_at, last_activity_at, text)
       VALUES ($1, 1, nextval('question_numbers'), 'mail', $2, false, false, false, false, '2020-02-01', now(), 'Old')`,
      [id, cedar],
    );
    const holder = await somebody();
    await holder.query('BEGIN');
    await holder.query('LOCK statistics_facts IN SHARE ROW EXCLUSIVE MODE');
    const { body } = await start('statistics');
    await untilWaiting(1);
    const counting = running.service.app.get(DailyCounts).question(id);
    await untilWaiting(2);
    await holder.query('COMMIT');
    await counting;
    await ended(body.id);
    expect(
      await sql(`SELECT count FROM statistics_daily WHERE day = '2020-02-01' AND dimension = 'all'`),
    ).toEqual([{ count: 1 }]);
  });

  it('is the operator’s to start, see and cancel', async () => {
    const id = (await as(operator).get('/v1/rebuilds')).body.items[0].id as string;
    const asked = async (actor: Parameters<typeof running.service.as>[0]) => {
      const client = running.service.as(actor);
      const answers = await Promise.all([
        client.get('/v1/rebuilds'),
        client.get(`/v1/rebuilds/${id}`),
        client.post('/v1/rebuilds', { kind: 'search' }),
        client.post(`/v1/rebuilds/${id}/cancel`),
      ]);
      return answers.map(({ status }) => status);
    };
    expect(await asked(cora)).toEqual([403, 403, 403, 403]);
    expect(await asked(anonymous)).toEqual([401, 401, 401, 401]);
    expect((await as(operator).get(`/v1/rebuilds/${newId()}`)).status).toBe(404);
  });

  it('goes on where it was when its process is killed halfway', async () => {
    const all = (await sql('SELECT id FROM questions ORDER BY id')).map((one: { id: string }) => one.id);
    const owner = await somebody();
    const holder = await somebody();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM questions WHERE id = $1 FOR UPDATE', [all[300]]);
    const port = await freePort();
    await running.service.app.close();
    killed = spawn(
      process.execPath,
      [
        ...['-C', 'carrel-source', '--import', './libs/testing/typescript.mjs'],
        'services/questions/src/main.ts',
      ],
      { env: { ...process.env, PORT: String(port), NODE_OPTIONS: '' }, stdio: 'ignore' },
    );
    const first = new TestClient(`http://127.0.0.1:${port}`, '/api/questions', operator);
    const { id } = await eventually(async () => {
      const { status, body } = await first.post('/v1/rebuilds', { kind: 'search' });
      expect(status).toBe(202);
      return body;
    });
    await eventually(async () => {
      const { rows } = await owner.query('SELECT done, status FROM rebuilds WHERE id = $1', [id]);
      expect(rows).toEqual([{ done: 200, status: 'running' }]);
    });
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    await owner.query(`UPDATE question_words SET words = 'seen' WHERE question_id = ANY($1)`, [all]);
    await holder.query('COMMIT');

    const next = await running.beside();
    const rebuild = await eventually(async () => {
      const { body } = await next.as(operator).get(`/v1/rebuilds/${id}`);
      expect(body.status).toBe('finished');
      return body;
    });
    expect(rebuild).toMatchObject({ done: all.length, total: all.length, failure: null });
    const { rows } = await owner.query(
      `SELECT question_id AS id FROM question_words WHERE words = 'seen' ORDER BY 1`,
    );
    // The first batch is not done again.
    expect(rows.map((one) => one.id)).toEqual(all.slice(0, 200));
    await next.stop();
  });
});
