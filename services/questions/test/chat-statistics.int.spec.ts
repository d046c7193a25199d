import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { emit, eventually, type StaffActor } from '@carrel/testing';
import { v7 as newId } from 'uuid';
import { Running } from './a-running-service.js';
import { aspen, birch, cedar, dogwood } from './people.js';
import { thisYear } from './this-year.js';

const running = new Running();
let bo: StaffActor, cora: StaffActor, coordinator: StaffActor, far: StaffActor;
/** A Tuesday; 14:10 in Denver is 21:10 UTC, and 23:40 there is the next day in UTC. */
const afternoon = '2026-02-10T21:10:00.000Z';
const night = '2026-02-11T06:40:00.000Z';
const period = 'from=2026-02-10&to=2026-02-10';
const as = (actor: StaffActor) => running.service.as(actor);
const report = async (query = '', actor = cora) =>
  (await as(actor).get(`/v1/statistics/chats?${period}&${query}`)).body;
const lineOf = (body: { items: { value: string }[] }, value: string) =>
  body.items.find((item) => item.value === value);
const plus = (time: string, seconds: number) => new Date(Date.parse(time) + seconds * 1000).toISOString();

const sequences = new Map<string, number>();
async function happened(name: string, sessionId: string, time: string, more: object, practice = false) {
  const sequence = (sequences.get(sessionId) ?? 0) + 1;
  sequences.set(sessionId, sequence);
  const data = { sessionId, institutionId: cedar, practice, ...more };
  await emit(running.nats, `session.${name}.v1` as never, data as never, {
    subject: sessionId,
    sequence,
    time: new Date(time),
  });
}
async function requested(time: string, practice = false): Promise<string> {
  const id = newId();
  await happened('requested', id, time, { queueId: newId() }, practice);
  return id;
}
async function served(
  time: string,
  by: StaffActor,
  seconds: { waited: number; first: number; length: number },
) {
  const id = await requested(time);
  const who = { librarianId: by.accountId, librarianInstitutionId: by.institutionId };
  const startedAt = plus(time, seconds.waited);
  const endedAt = plus(startedAt, seconds.length);
  await happened('accepted', id, startedAt, { ...who, waitedMs: seconds.waited * 1000 });
  running.transcripts.set(id, {
    ...{ sessionId: id, institutionId: cedar, question: 'Hours?', startedAt, endedAt, fields: [] },
    patron: { name: 'Robin', email: null },
    lines: [
      {
        seq: 1,
        from: 'librarian',
        name: by.name,
        authorId: by.accountId,
        text: 'Hi',
        sentAt: plus(time, seconds.first),
      },
    ],
  });
  await happened('ended', id, endedAt, {
    ...{
      ...who,
      resolution: 'answered',
      endedBy: 'librarian',
      noContact: true,
      startedAt,
      endedAt,
      messages: 1,
    },
    participants: [{ librarianId: by.accountId, institutionId: by.institutionId, handledMs: 1000 }],
  });
  return id;
}

let first: string;
beforeAll(async () => {
  await running.start();
  bo = await running.person(birch, { name: 'Bo of Birch' });
  cora = await running.person(cedar, { roles: ['reviewer'], name: 'Cora of Cedar' });
  far = await running.person(dogwood, { roles: ['reviewer'] });
  const groupRoles = [{ groupId: running.evergreen, role: 'coordinator' as const }];
  coordinator = await running.person(aspen, { roles: ['reviewer'], groupRoles });
  const group = { groupId: running.evergreen, name: 'Evergreen', kind: 'subscription' as const };
  const more = { timeZone: 'America/Denver', proxyInstitutionId: null };
  await emit(running.nats, 'group.created.v1', { ...group, ...more }, { subject: running.evergreen });

  first = await served(afternoon, bo, { waited: 25, first: 40, length: 400 });
  await served(night, bo, { waited: 100, first: 130, length: 1000 });
  const left = await requested(afternoon);
  await happened('abandoned', left, plus(afternoon, 70), { noContact: true, waitedMs: 70_000 });
  const prank = await requested(night);
  const who = { librarianId: bo.accountId, librarianInstitutionId: birch };
  running.transcripts.set(prank, {
    ...{
      sessionId: prank,
      institutionId: cedar,
      question: 'Boo',
      startedAt: night,
      endedAt: null,
      fields: [],
    },
    ...{ patron: { name: 'Robin', email: null }, lines: [] },
  });
  await happened('dismissed', prank, plus(night, 5), { ...who, reasonCode: 'prank' });
  const practised = await requested(afternoon, true);
  await happened('abandoned', practised, plus(afternoon, 5), { noContact: true, waitedMs: 5_000 }, true);
  await eventually(async () => {
    const { requested: all, missed, length, firstResponse } = await report();
    expect([all, missed, length.count, firstResponse.count]).toEqual([4, { abandoned: 1, prank: 1 }, 2, 2]);
  });
});
afterAll(() => running.stop());

describe('The statistics of chats', () => {
  it('[2.5] count waiting, abandoned, first responses and length by the day of the request, practice apart', async () => {
    const { accepted, waiting, abandonedAfter, firstResponse, length } = await report();
    expect(accepted).toBe(2);
    expect(waiting.buckets.filter(({ count }: { count: number }) => count)).toEqual([
      { upToSeconds: 30, count: 1 },
      { upToSeconds: 120, count: 1 },
    ]);
    expect(abandonedAfter).toMatchObject({ count: 1, median: expect.any(Number) });
    expect(firstResponse.buckets[3]).toEqual({ upToSeconds: 45, count: 1 });
    expect(length).toMatchObject({ count: 2, p90: expect.any(Number) });
  });

  it('[2.5] stand by hour, weekday and both, of the library’s zone or another', async () => {
    const byHour = await report('by=hour');
    expect(lineOf(byHour, '14')).toMatchObject({ requested: 2, accepted: 1, missed: { abandoned: 1 } });
    expect(lineOf(byHour, '23')).toMatchObject({ requested: 2, accepted: 1, missed: { prank: 1 } });
    expect(lineOf(await report('by=weekday'), '2')).toMatchObject({ requested: 4 });
    expect(lineOf(await report('by=weekday-hour'), '2-14')).toMatchObject({ waiting: { count: 1 } });
    const inUtc = await report('by=hour&timeZone=UTC');
    expect(lineOf(inUtc, '21')).toMatchObject({ requested: 2 });
    expect(inUtc.requested).toBe(2);
  });

  it('[2.5] stand by librarian at his or her own library, and by library for whoever leads the group', async () => {
    const group = `groupId=${running.evergreen}`;
    const byLibrarian = await report(`by=librarian&${group}`, coordinator);
    expect(lineOf(byLibrarian, bo.accountId)).toMatchObject({
      ...{
        name: 'Bo of Birch',
        accepted: 2,
        waiting: { count: 2 },
        length: { count: 2 },
        firstResponse: { count: 2 },
      },
    });
    expect((await report('by=librarian')).items).toEqual([]);
    const byLibrary = await report(`by=library&${group}`, coordinator);
    expect(byLibrary.items).toMatchObject([{ value: cedar, name: 'cedar', requested: 4, accepted: 2 }]);
  });

  it('[2.5] are compared with the period before, of questions too', async () => {
    const next = 'from=2026-02-11&to=2026-02-11&compare=previous';
    const chats = (await as(cora).get(`/v1/statistics/chats?${next}`)).body;
    expect([chats.requested, chats.before.requested, chats.before.period.from]).toEqual([0, 4, '2026-02-10']);
    const questions = (await as(cora).get(`/v1/statistics?${period}&compare=previous&by=hour`)).body;
    expect(questions.before).toMatchObject({ total: 0, period: { to: '2026-02-09' }, by: 'hour' });
    expect((await as(cora).get(`/v1/statistics?${period}&compare=next`)).status).toBe(422);
  });

  it('[2.5] lead from a number to the chats behind it, page by page and as a file', async () => {
    const rows = async (query: string) =>
      (await as(cora).get(`/v1/statistics/chats/sessions?${period}&${query}`)).body.items;
    expect(await rows('behind=missed&value=prank')).toMatchObject([
      { outcome: 'dismissed', reason: 'prank' },
    ]);
    expect(await rows('behind=missed')).toHaveLength(2);
    expect(await rows('behind=hour&value=14')).toHaveLength(2);
    const [one] = await rows('behind=waited&value=2');
    expect(one).toMatchObject({
      ...{ sessionId: first, at: afternoon, waitedSeconds: 25, firstResponseSeconds: 40, lengthSeconds: 400 },
      ...{ librarianId: bo.accountId, questionId: expect.any(String) },
    });
    const page = (await as(cora).get(`/v1/statistics/chats/sessions?${period}&behind=requested&limit=3`))
      .body;
    expect(page.items).toHaveLength(3);
    expect(await rows(`behind=requested&cursor=${page.nextCursor}`)).toHaveLength(1);
    const file = await as(cora).get(`/v1/statistics/chats/sessions.csv?${period}&behind=missed`);
    expect(String(file.body).trim().split('\r\n')).toHaveLength(3);
  });

  it('[2.5] are files as well, with the period before', async () => {
    const lines = async (path: string) => {
      const { status, body, headers } = await as(cora).get(`/v1/statistics/${path}`);
      expect([path, status, headers.get('content-type')]).toEqual([path, 200, 'text/csv; charset=utf-8']);
      return String(body).trim().split('\r\n');
    };
    const chats = await lines(`chats.csv?${period}&by=hour&compare=previous`);
    expect(chats[0]).toContain('hour,name,requested,accepted,missed,waitingMedian');
    expect(chats[1]).toMatch(/^14,,2,1,1,25,29,.*,0,0,0$/);
    const questions = await lines(`report.csv?${thisYear}&by=source&compare=previous`);
    expect(questions).toEqual(['source,name,count,countBefore', 'chat,,3,0']);
    expect(await lines(`ledger.csv?${thisYear}`)).toContain(`${birch},birch,0,0,2,0`);
  });

  it('[2.5] show the questions of an hour, and those are as many as the hour says', async () => {
    const { items, total } = (await as(cora).get(`/v1/statistics?${thisYear}&by=weekday-hour`)).body;
    expect(items.map(({ count }: { count: number }) => count)).toEqual([total]);
    const behind = `${thisYear}&behind=weekday-hour&value=${items[0].value}`;
    expect((await as(cora).get(`/v1/statistics/questions?${behind}`)).body.items).toHaveLength(total);
  });

  it('[2.5] come out the same when they are summed anew, or an event comes once more', async () => {
    const before = await report('by=librarian&groupId=' + running.evergreen, coordinator);
    await running.rebuild('statistics');
    const [event] = running.events
      .all()
      .filter(({ type, subject }) => type === 'session.accepted.v1' && subject === first);
    await emit(running.nats, 'session.accepted.v1', event!.data as never, {
      subject: first,
      sequence: 9,
      time: new Date(event!.time),
    });
    const unrelated = await requested('2025-01-01T00:00:00.000Z');
    await eventually(async () => {
      const old = (await as(cora).get('/v1/statistics/chats?from=2024-12-31&to=2025-01-01')).body;
      expect([unrelated, old.requested]).toEqual([unrelated, 1]);
    });
    expect(await report('by=librarian&groupId=' + running.evergreen, coordinator)).toEqual(before);
  });

  it('[F26] are nobody else’s', async () => {
    for (const path of [
      'chats',
      'chats.csv',
      'chats/sessions',
      'chats/sessions.csv',
      'report.csv',
      'ledger.csv',
    ])
      expect((await as(far).get(`/v1/statistics/${path}?${period}&institutionId=${cedar}`)).status).toBe(404);
    expect((await as(bo).get(`/v1/statistics/chats?${period}`)).status).toBe(403);
  });
});
