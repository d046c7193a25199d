import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isTimeZone } from '@carrel/kernel';
import { patron, type StaffActor } from '@carrel/testing';
import { DeadlinesService } from '../src/deadlines/deadlines.service.js';
import { robin, Running } from './a-running-service.js';
import { cedar, dogwood } from './people.js';

const running = new Running();
let cleo: StaffActor, dana: StaffActor;
beforeAll(async () => {
  await running.start();
  cleo = await running.person(cedar);
  dana = await running.person(dogwood);
});
afterAll(() => running.stop());
const times = () => running.service.app.get(DeadlinesService);
const hence = (hours: number) => new Date(Date.now() + hours * 3_600_000);
const asked = async (text = 'Why?') =>
  (await running.service.http.post('/v1/questions', { text, institutionId: cedar, patron: robin })).body as {
    id: string;
    token: string;
  };
const eventsOf = (name: string, id: string) =>
  running.events.all().filter((e) => e.type === name && e.subject === id);
const listed = async (path: string, id: string) =>
  (await running.service.as(cleo).get(`/v1/${path}`)).body.items.some((row: { id: string }) => row.id === id);

describe('A due time', () => {
  it('[R78] [R79] [A6] is told when it is near and when it is past, once, whoever looks and how often', async () => {
    const { id } = await asked();
    await times().watchDueTimes(hence(47));
    await Promise.all([48.1, 48.1, 49].map((h) => times().watchDueTimes(hence(h))));
    await running.events.next('question.due-soon.v1', (e) => e.subject === id);
    await Promise.all([72.1, 72.1, 80].map((h) => times().watchDueTimes(hence(h))));
    const { data } = await running.events.next('question.overdue.v1', (e) => e.subject === id);
    expect(Date.parse(data.remindAt)).toBeGreaterThanOrEqual(Date.parse(data.dueAt!));
    // A later event of the same question shows that no second one is on its way before it.
    await running.service.as(cleo).post(`/v1/questions/${id}/claim`);
    await running.events.next('question.claimed.v1', (e) => e.subject === id);
    expect(eventsOf('question.due-soon.v1', id)).toHaveLength(1);
    expect(eventsOf('question.overdue.v1', id)).toHaveLength(1);
    expect((await running.service.as(cleo).get(`/v1/questions/${id}`)).body.history).toMatchObject([
      { action: 'created' },
      { action: 'due-soon', by: null },
      { action: 'overdue', by: null },
      { action: 'claimed' },
    ]);
  });

  it('[A6] is told to the library that it is referred to as well, in that one’s hours', async () => {
    const { id } = await asked();
    await running.service.as(cleo).post(`/v1/questions/${id}/claim`);
    await times().watchDueTimes(hence(49));
    await running.refer(id, cleo, dogwood);
    await running.events.next('question.referred.v1', (e) => e.subject === id);
    await times().watchDueTimes(hence(49));
    await running.service.as(dana).post(`/v1/questions/${id}/claim`);
    await running.events.next(
      'question.claimed.v1',
      (e) => e.subject === id && e.data.actorId === dana.accountId,
    );
    expect(eventsOf('question.due-soon.v1', id)).toHaveLength(2);
  });

  it('[R78] set anew is told anew', async () => {
    const { id, token } = await asked();
    await times().watchDueTimes(hence(73));
    await running.service.as(cleo).post(`/v1/questions/${id}/answers`, { text: 'Because.' });
    await running.service.as(patron(token)).post(`/v1/questions/${id}/replies`, { text: 'But why?' });
    await running.events.next('question.reopened.v1', (e) => e.subject === id);
    await times().watchDueTimes(hence(73));
    await running.service.as(cleo).post(`/v1/questions/${id}/unclaim`);
    await running.events.next('question.unclaimed.v1', (e) => e.subject === id);
    expect(eventsOf('question.overdue.v1', id)).toHaveLength(2);
  });
});

describe('A quiet question', () => {
  const day = 24;
  it('[R68] [A5] is announced on day 83, leaves the lists on day 90, and comes back with any work', async () => {
    const { id } = await asked('Where is the lapidary?');
    await times().archiveQuiet(hence(82.9 * day));
    await Promise.all([1, 2].map(() => times().archiveQuiet(hence(83.1 * day))));
    await running.events.next('question.archive-warning.v1', (e) => e.subject === id);
    expect(await listed('questions?list=active', id)).toBe(true);
    await Promise.all([1, 2].map(() => times().archiveQuiet(hence(90.1 * day))));
    const { data } = await running.events.next('question.archived.v1', (e) => e.subject === id);
    expect(data.unresolved).toBe(true);
    expect(await running.listsOf(cleo, id)).toEqual([]);
    expect(await listed('service-history?q=lapidary', id)).toBe(true);
    expect(await listed('service-history?q=herbarium', id)).toBe(false);
    expect((await running.service.as(cleo).get(`/v1/questions/${id}`)).body.status).toBe('new');
    expect(await listed('service-history', id)).toBe(true);
    await running.service.as(cleo).post(`/v1/questions/${id}/notes`, { text: 'Found it' });
    expect(await listed('service-history', id)).toBe(false);
    expect(await listed('questions?list=active', id)).toBe(true);
    expect(eventsOf('question.archive-warning.v1', id)).toHaveLength(1);
    expect(eventsOf('question.archived.v1', id)).toHaveLength(1);
  });

  it('[A5] stays while it is open where the group keeps open ones', async () => {
    await running.set('archiving', running.evergreen, { exemptOpen: true });
    const { id: open } = await asked();
    const { id: done } = await asked();
    await running.service.as(cleo).post(`/v1/questions/${done}/answers`, { text: 'Because.' });
    await times().archiveQuiet(hence(91 * day));
    const { data } = await running.events.next('question.archived.v1', (e) => e.subject === done);
    expect(data.unresolved).toBe(false);
    expect(await listed('questions?list=active', open)).toBe(true);
    expect(eventsOf('question.archive-warning.v1', open)).toEqual([]);
  });
});

describe('A time zone', () => {
  /** Names that a runtime or a database of zones has, or has had, beside those in use. */
  const others = [
    'PST',
    'IST',
    'ACT',
    'EST',
    'MST',
    'HST',
    'GMT',
    'GMT0',
    'GMT+0',
    'UCT',
    'Zulu',
    'PRC',
    'ROK',
    'EST5EDT',
  ];
  const odd = [
    'utc',
    'GMT+3',
    'UTC+3',
    '+03:00',
    'posixrules',
    'posix/Europe/Berlin',
    'SystemV/PST8',
    'Factory',
    'localtime',
  ];

  it('is taken only where PostgreSQL knows it too, and every one in use is', async () => {
    const reviewer = await running.person(cedar, { roles: ['librarian', 'reviewer'] });
    const rows = await running.service.db.query<{ name: string }[]>('SELECT name FROM pg_timezone_names');
    const known = new Set(rows.map(({ name }) => name));
    const inUse = Intl.supportedValuesOf('timeZone');
    const all = new Set([...inUse, ...known, ...others, ...odd]);
    expect([...all].filter((name) => isTimeZone(name) && !known.has(name))).toEqual([]);
    expect(inUse.filter((name) => known.has(name) && !isTimeZone(name))).toEqual([]);
    const refused = [...all].filter((name) => !isTimeZone(name));
    expect(refused.length).toBeGreaterThan(0);
    for (const name of refused) {
      const path = `/v1/statistics?from=2026-01-01&to=2026-01-02&timeZone=${encodeURIComponent(name)}`;
      expect([name, (await running.service.as(reviewer).get(path)).status]).toEqual([name, 422]);
    }
  });
});
