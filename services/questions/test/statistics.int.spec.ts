import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emit, eventually, type StaffActor } from '@carrel/testing';
import pg from 'pg';
import { v7 as newId } from 'uuid';
import { contributions } from '../src/statistics/persistence/facts.js';
import { Running } from './a-running-service.js';
import { aspen, birch, cedar, dogwood } from './people.js';
import { thisYear } from './this-year.js';

const running = new Running();
let bo: StaffActor, cleo: StaffActor, cora: StaffActor, coordinator: StaffActor, far: StaffActor;
const year = new Date().getUTCFullYear();
const as = (actor: StaffActor) => running.service.as(actor);
const report = async (actor: StaffActor, query: string) =>
  (await as(actor).get(`/v1/statistics?${thisYear}&${query}`)).body;
const countsOf = (body: { items: { value: string; count: number }[] }) =>
  Object.fromEntries(body.items.map(({ value, count }) => [value, count]));
const settled = async (total: number) =>
  eventually(async () => expect((await report(cora, 'by=source')).total).toBe(total));

/** The counts of every day anew, of facts that no question stands behind. */
async function sumEveryDay(db: typeof running.service.db): Promise<void> {
  await db.query('DELETE FROM statistics_daily');
  await db.query(
    `INSERT INTO statistics_daily (dimension, institution_id, day, value, count)
     SELECT dimension, institution_id, (at AT TIME ZONE 'UTC')::date, value, count(*)
     FROM (${contributions('statistics_facts', 'statistics_transfers', 'statistics_chats')}) c GROUP BY 1, 2, 3, 4`,
  );
}

beforeAll(async () => {
  await running.start();
  bo = await running.person(birch, { name: 'Bo of Birch' });
  cleo = await running.person(cedar, { name: 'Cleo of Cedar' });
  cora = await running.person(cedar, { roles: ['reviewer'], name: 'Cora of Cedar' });
  far = await running.person(dogwood, { roles: ['reviewer'] });
  const groupRoles = [{ groupId: running.evergreen, role: 'coordinator' as const }];
  coordinator = await running.person(aspen, { roles: ['reviewer'], groupRoles });
  const group = { groupId: running.evergreen, name: 'Evergreen', kind: 'subscription' as const };
  const more = { timeZone: 'America/Denver', proxyInstitutionId: null };
  await emit(running.nats, 'group.created.v1', { ...group, ...more }, { subject: running.evergreen });

  await running.questionAfter('answered', bo);
  await running.questionAfter('answered', cleo);
  await running.questionAfter('practice', bo);
  await running.questionAfter('lost-call', bo);
  const { questionId } = await running.questionAfter('followup-by-patron-library', bo);
  await as(bo).post(`/v1/questions/${questionId}/claim`);
  await as(bo).post(`/v1/questions/${questionId}/answers`, { text: 'Not for ordinary wear.' });
  const patron = { name: 'Robin', email: 'r@patron.example' };
  await as(cleo).post('/v1/questions', { text: 'Hours?', source: 'phone', institutionId: cedar, patron });
  await settled(4);
});
afterAll(() => running.stop());

describe('The statistics of a library', () => {
  it('[2.5] count by resolution and source, and keep practice and lost calls apart', async () => {
    const byResolution = await report(cora, 'by=resolution');
    expect(countsOf(byResolution)).toEqual({ answered: 2, 'followup-by-patron-library': 1, none: 1 });
    expect(byResolution.apart).toEqual({ practice: 1, 'lost-call': 1 });
    expect(countsOf(await report(cora, 'by=source'))).toEqual({ chat: 3, phone: 1 });
  });

  it('[2.5] state the time zone of the days: the library’s own unless another is asked for', async () => {
    expect((await report(cora, '')).period).toMatchObject({ timeZone: 'America/Denver' });
    expect((await report(cora, 'timeZone=Asia/Kolkata')).period).toMatchObject({ timeZone: 'Asia/Kolkata' });
    expect((await as(cora).get(`/v1/statistics?${thisYear}&timeZone=Denver/Mars`)).status).toBe(422);
    expect((await as(cora).get('/v1/statistics?from=2026-02-01&to=2026-01-01')).status).toBe(422);
  });

  it('[2.5] give the same total for any zone as the questions counted one by one', async () => {
    const { db } = running.service;
    const ends = new Date(Date.UTC(year, 2, 10));
    await db.query(
      `INSERT INTO statistics_facts (question_id, number, at, home_institution_id, source, codes)
       SELECT gen_random_uuid(), n, $1::timestamptz + n * interval '37 minutes', $2, 'mail', '{}'
       FROM generate_series(1, 200) n`,
      [ends, dogwood],
    );
    await sumEveryDay(db);
    for (const timeZone of ['America/Denver', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'UTC'])
      for (const [from, to] of [
        ['03-10', '03-12'],
        ['03-11', '03-11'],
        ['03-08', '03-20'],
      ]) {
        const query = `from=${year}-${from}&to=${year}-${to}&timeZone=${timeZone}&by=day`;
        const { total, items } = (await as(far).get(`/v1/statistics?${query}`)).body;
        expect(total).toBeGreaterThan(0);
        expect(items.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(total);
      }
  });

  it('[2.5] sum whole months, days beside them and hours at the ends to what the questions say', async () => {
    const { db } = running.service;
    await db.query(
      `INSERT INTO statistics_facts (question_id, number, at, home_institution_id, source, codes)
       SELECT gen_random_uuid(), n, timestamptz '${year - 2}-01-01 UTC' + n * interval '7 hours 13 minutes', $1,
         CASE WHEN n % 3 = 0 THEN 'mail' ELSE 'desk' END, '{}' FROM generate_series(1, 1500) n`,
      [dogwood],
    );
    await sumEveryDay(db);
    // Days are changed one by one as well; the months follow.
    await db.query('DELETE FROM statistics_daily WHERE institution_id = $1 AND day = $2', [
      dogwood,
      `${year - 2}-06-01`,
    ]);
    await sumEveryDay(db);
    for (const timeZone of ['America/Denver', 'Asia/Kathmandu', 'UTC'])
      for (const [from, to] of [
        [`${year - 2}-01-15`, `${year - 1}-02-20`],
        [`${year - 2}-02-01`, `${year - 2}-12-31`],
        [`${year - 2}-03-31`, `${year - 2}-04-01`],
        [`${year - 2}-05-02`, `${year - 2}-05-30`],
      ]) {
        const among = `home_institution_id = $1 AND at >= ($2::date::timestamp AT TIME ZONE $4)
          AND at < (($3::date + 1)::timestamp AT TIME ZONE $4)`;
        const said = (value: string) =>
          db.query<{ value: string; count: number }[]>(
            `SELECT ${value} AS value, count(*)::int AS count FROM statistics_facts WHERE ${among}
               AND $4::text IS NOT NULL GROUP BY 1 ORDER BY 1`,
            [dogwood, from, to, timeZone],
          );
        const query = `from=${from}&to=${to}&timeZone=${timeZone}`;
        const by = async (grouping: string) =>
          countsOf((await as(far).get(`/v1/statistics?${query}&by=${grouping}`)).body);
        const counted = (rows: { value: string; count: number }[]) => countsOf({ items: rows });
        const local = (form: string) => `to_char(at AT TIME ZONE $4, '${form}')`;
        expect(await by('source')).toEqual(counted(await said('source')));
        expect(await by('month')).toEqual(counted(await said(local('YYYY-MM'))));
        expect(await by('week')).toEqual(counted(await said(local('IYYY-"W"IW'))));
        expect(await by('day')).toEqual(counted(await said(local('YYYY-MM-DD'))));
      }
  });

  it('[R43] report transfers per librarian beside what each one did', async () => {
    const transfer = {
      ...{ sessionId: newId(), institutionId: cedar, practice: false, transferId: newId() },
      ...{ fromLibrarianId: bo.accountId, toLibrarianId: cleo.accountId, toInstitutionId: cedar },
      ...{ toQueueId: null, reasonCode: null },
    };
    await emit(running.nats, 'session.transferred.v1', transfer, { subject: transfer.sessionId });
    await emit(running.nats, 'session.transferred.v1', transfer, { subject: transfer.sessionId });
    await eventually(async () => {
      const { items } = await report(coordinator, `by=librarian&groupId=${running.evergreen}`);
      const parts = { chats: 2, taken: 0, answers: 1, transfers: 1 };
      expect(items).toContainEqual({ value: bo.accountId, name: 'Bo of Birch', count: 3, parts });
    });
    const path = `/v1/statistics/transfers?${thisYear}&groupId=${running.evergreen}`;
    const { items } = (await as(coordinator).get(`${path}&librarianId=${bo.accountId}`)).body;
    const { transferId, sessionId } = transfer;
    expect(items).toMatchObject([{ transferId, sessionId, librarianName: 'Bo of Birch', questionId: null }]);
    expect((await as(coordinator).get(`${path}&librarianId=${cleo.accountId}`)).body.items).toEqual([]);
  });

  it('[R77] count topics, descriptive codes and the READ scale as soon as a librarian gives them', async () => {
    const { body } = await as(cleo).get('/v1/questions?list=all&mine=true');
    const coding = { topic: 'research', codes: ['housing', 'law'], readScale: 4 };
    expect((await as(cleo).put(`/v1/questions/${body.items[0].id}/coding`, coding)).status).toBe(200);
    await eventually(async () => expect(countsOf(await report(cora, 'by=read'))).toEqual({ 4: 1 }));
    expect(countsOf(await report(cora, 'by=code'))).toEqual({ housing: 1, law: 1 });
    const byTopic = await report(cora, 'by=topic');
    expect(countsOf(byTopic)).toEqual({ none: 3, research: 1 });
    expect(byTopic.items[0]).toMatchObject({ value: 'none', count: 3 });
    const behind = `${thisYear}&behind=topic&value=none`;
    const { items } = (await as(cora).get(`/v1/statistics/questions?${behind}`)).body;
    expect(items.map(({ topic, apart }: { topic: null; apart: null }) => [topic, apart])).toEqual(
      Array.from({ length: 3 }, () => [null, null]),
    );
  });

  it('[2.5] report response and completion times', async () => {
    const { response, completion } = await report(cora, '');
    expect(response).toMatchObject({ count: 1, median: expect.any(Number) });
    expect(completion.count).toBe(3);
  });

  it('[2.5] keep a ledger of what was given to other libraries and received from them', async () => {
    const received = (await as(cora).get(`/v1/statistics/ledger?${thisYear}`)).body;
    expect(received).toMatchObject({ period: { timeZone: 'America/Denver' } });
    const none = { chats: 0, answers: 0 };
    const items = [{ institutionId: birch, name: 'birch', given: none, received: { chats: 2, answers: 1 } }];
    expect(received.items).toEqual(items);
    const members = (
      await as(coordinator).get(`/v1/statistics/ledger?${thisYear}&groupId=${running.evergreen}`)
    ).body.items;
    expect(members).toContainEqual(
      expect.objectContaining({ institutionId: birch, given: { chats: 2, answers: 1 } }),
    );
    expect(members).toContainEqual(
      expect.objectContaining({ institutionId: cedar, received: { chats: 2, answers: 1 } }),
    );
  });

  it('[2.5] say who gave how much to whom, of a library and among the members of a group, each pair once', async () => {
    const pairOf = (giver: string, receiver: string, chats: number, answers: number) =>
      expect.objectContaining({ giverId: giver, receiverId: receiver, chats, answers });
    const own = (await as(cora).get(`/v1/statistics/exchanges?${thisYear}`)).body;
    expect(own).toMatchObject({ items: [pairOf(birch, cedar, 2, 1)], leftOut: 0 });
    const group = `${thisYear}&groupId=${running.evergreen}`;
    expect((await as(coordinator).get(`/v1/statistics/exchanges?${group}`)).body.items).toEqual(own.items);
    const { body } = await as(coordinator).get(`/v1/statistics/exchanges.csv?${group}`);
    expect(String(body).trim().split('\r\n')[1]).toMatch(new RegExp(`^${birch},.*,${cedar},.*,2,1$`));
    const behind = `${group}&institutionId=${birch}&behind=given-chat&value=${cedar}`;
    expect((await as(coordinator).get(`/v1/statistics/questions?${behind}`)).body.items).toHaveLength(2);
    const elsewhere = `${group}&institutionId=${dogwood}&behind=all`;
    expect((await as(coordinator).get(`/v1/statistics/questions?${elsewhere}`)).status).toBe(404);
  });

  it('[2.5] lead from a number to the questions behind it, page by page and as a file', async () => {
    const query = `${thisYear}&behind=resolution&value=answered`;
    const first = (await as(cora).get(`/v1/statistics/questions?${query}&limit=1`)).body;
    const second = (await as(cora).get(`/v1/statistics/questions?${query}&cursor=${first.nextCursor}`)).body;
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([1, 1, null]);
    expect(first.items[0]).toMatchObject({ source: 'chat', resolution: 'answered', apart: null });
    const { status, body, headers } = await as(cora).get(`/v1/statistics/questions.csv?${query}`);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(String(body).trim().split('\r\n')).toHaveLength(3);
  });

  it('[2.5] come out the same when they are counted anew from the questions', async () => {
    const before = await report(coordinator, `by=library&groupId=${running.evergreen}`);
    await running.rebuild('statistics');
    const after = await report(coordinator, `by=library&groupId=${running.evergreen}`);
    expect(after).toEqual(before);
  });

  it('[F26] are nobody else’s: another library and another group are not found', async () => {
    expect((await as(far).get(`/v1/statistics?${thisYear}&institutionId=${cedar}`)).status).toBe(404);
    expect((await as(far).get(`/v1/statistics?${thisYear}&groupId=${running.evergreen}`)).status).toBe(404);
    expect((await as(coordinator).get(`/v1/statistics?${thisYear}&institutionId=${cedar}`)).status).toBe(200);
    expect((await as(cleo).get(`/v1/statistics?${thisYear}`)).status).toBe(403);
  });
});

describe('Statistics with a read replica', () => {
  afterAll(() => {
    delete process.env['STATISTICS_DATABASE_URL'];
  });
  const readFrom = async (url: string) => {
    process.env['STATISTICS_DATABASE_URL'] = url;
    await running.service.restart();
  };
  const total = async () => (await report(far, 'by=source')).total as number;

  it('are read there, and from the own database while it is away', async () => {
    const { ownerUrl, url } = running.service.database;
    const own = await total();
    const owner = new pg.Client({ connectionString: ownerUrl });
    await owner.connect();
    // Another schema of the same names stands in for another server, with one question more in it.
    await owner.query('CREATE SCHEMA replica');
    for (const table of ['facts', 'transfers', 'chats', 'daily', 'monthly'])
      await owner.query(
        `CREATE TABLE replica.statistics_${table} AS SELECT * FROM public.statistics_${table}`,
      );
    await owner.query(
      `INSERT INTO replica.statistics_monthly (dimension, institution_id, month, value, count)
       VALUES ('all', $1, date_trunc('year', now()) + interval '1 month', 'all', 1000)`,
      [dogwood],
    );
    await owner.query(
      'GRANT USAGE ON SCHEMA replica TO PUBLIC; GRANT SELECT ON ALL TABLES IN SCHEMA replica TO PUBLIC',
    );
    await owner.end();

    const replica = new URL(url);
    replica.searchParams.set('options', '-c search_path=replica');
    await readFrom(replica.href);
    expect(await total()).toBe(own + 1000);
    await readFrom('postgres://nobody:nothing@127.0.0.1:1/nothing');
    expect(await total()).toBe(own);
  });
});
