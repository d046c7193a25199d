import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { staff, type StaffActor } from '@carrel/testing';
import { Cooperative, type Desk } from './a-cooperative.js';

const weekday = (at: Date) => at.getUTCDay() || 7;

describe('Opening hours of queues', () => {
  let cooperative: Cooperative;
  let ada: Desk;
  let admin: StaffActor;
  let groupAdmin: StaffActor;
  let queues: Record<string, string>;

  beforeAll(async () => {
    cooperative = await Cooperative.open(2);
    ada = await cooperative.librarian('aspen');
    const at = {
      institutionId: cooperative.institution.aspen,
      subscriptionGroupId: cooperative.group.evergreen,
    };
    admin = staff({ ...at, roles: ['institution-admin'] });
    const groups = [cooperative.group.evergreen, cooperative.group.cooperative];
    groupAdmin = staff({
      ...at,
      roles: [],
      groupRoles: groups.map((groupId) => ({ groupId, role: 'group-admin' as const })),
    });
    const { items } = (await cooperative.chat.as(admin).get('/v1/queues')).body;
    queues = Object.fromEntries(items.map((q: { kind: string; id: string }) => [q.kind, q.id]));
  });
  afterAll(() => cooperative.close());
  beforeEach(() => ada.monitor());
  afterEach(async () => {
    for (const [kind, id] of Object.entries(queues))
      await cooperative.chat.as(kind === 'library' ? admin : groupAdmin).delete(`/v1/queues/${id}/hours`);
    await ada.at().delete('/v1/monitor');
  });
  const set = (who: StaffActor, kind: string, intervals: object[], timeZone = 'UTC') =>
    cooperative.chat.as(who).put(`/v1/queues/${queues[kind]}/hours`, { timeZone, intervals });
  /** Closed now, open again at the start of the day after tomorrow. */
  const closedUntil = () => {
    const day = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000 + 2 * 86_400_000);
    return {
      opening: day.toISOString(),
      intervals: [{ day: weekday(day), opens: '00:00', closes: '06:00' }],
    };
  };
  const availability = async (replica = cooperative.chat) =>
    (await replica.http.get(`/v1/availability?institutionId=${cooperative.institution.aspen}`)).body;

  it('[F7] turn availability at once, on every replica, over the whole chain', async () => {
    const { opening, intervals } = closedUntil();
    await set(admin, 'library', intervals);
    // The group's and the cooperative's queues still answer.
    expect(await availability()).toMatchObject({ open: true, reason: 'staffed', queueId: queues.group });
    await set(groupAdmin, 'group', []);
    await set(groupAdmin, 'cooperative', []);
    expect(await availability(cooperative.replicas[1])).toEqual({
      open: false,
      queueId: queues.library,
      nextOpening: opening,
      timeZone: 'America/Denver',
      reason: 'outside-hours',
    });
    await cooperative.chat.as(groupAdmin).delete(`/v1/queues/${queues.cooperative}/hours`);
    expect(await availability(cooperative.replicas[1])).toMatchObject({ open: true });
  });

  it('[R125] a request outside all hours gets the closed page with the next opening (B17)', async () => {
    const { opening, intervals } = closedUntil();
    await set(admin, 'library', intervals);
    await set(groupAdmin, 'group', []);
    await set(groupAdmin, 'cooperative', []);
    const { status, body } = await cooperative.chat.http.post('/v1/sessions', {
      institutionId: cooperative.institution.aspen,
      patron: { name: 'Pat' },
      question: 'Anyone?',
    });
    expect({ status, body }).toMatchObject({
      status: 409,
      body: { code: 'chat-closed', facts: { nextOpening: opening, closedPage: {}, askForm: {} } },
    });
    const practice = await cooperative.librarian('aspen');
    await practice.monitor({ kinds: ['practice'] });
    const asked = await cooperative.ask('aspen', { practice: true });
    await asked.at().delete(`/v1/sessions/${asked.id}`);
    await practice.at().delete('/v1/monitor');
  });

  it('a request goes only to the queues that are open', async () => {
    await set(admin, 'library', []);
    const asked = await cooperative.ask('aspen');
    const { body } = await asked.at().get(`/v1/sessions/${asked.id}`);
    expect(body.queueIds).toEqual([queues.group, queues.cooperative]);
    await asked.at().delete(`/v1/sessions/${asked.id}`);
  });

  it('are set by who runs the library or the group, and by nobody else', async () => {
    const elsewhere = staff({
      institutionId: cooperative.institution.dogwood,
      subscriptionGroupId: cooperative.group.prairie,
      roles: ['institution-admin'],
    });
    expect((await set(elsewhere, 'library', [])).status).toBe(404);
    expect((await set(groupAdmin, 'library', [])).status).toBe(404);
    expect((await set(admin, 'group', [])).status).toBe(404);
    expect((await set(ada, 'library', [])).status).toBe(403);
    const intervals = [{ day: 1, opens: '09:00', closes: '24:00' }];
    const hours = { timeZone: 'America/Denver', intervals, exceptions: [] };
    expect((await set(admin, 'library', intervals, hours.timeZone)).body).toEqual({ hours });
    expect((await ada.at().get(`/v1/queues/${queues.library}/hours`)).body).toEqual({ hours });
    expect((await ada.at().get(`/v1/queues/${queues.group}/hours`)).body).toEqual({ hours: null });
  });

  it('carry a version; who read an older one is refused, also after they were cleared', async () => {
    const path = `/v1/queues/${queues.group}/hours`;
    const hours = { timeZone: 'America/Denver', intervals: [{ day: 1, opens: '09:00', closes: '17:00' }] };
    const at = cooperative.chat.as(groupAdmin);
    const put = (ifMatch: string) => at.put(path, hours, { 'if-match': ifMatch });
    const first = await put('*');
    const seen = first.headers.get('etag')!;
    expect((await at.get(path)).headers.get('etag')).toBe(seen);
    expect((await put(seen)).status).toBe(200);
    expect(await put(seen)).toMatchObject({ status: 412, body: { code: 'hours-changed-meanwhile' } });
    await at.delete(path);
    expect((await put(seen)).status).toBe(412);
    const now = (await at.get(path)).headers.get('etag')!;
    const many = await Promise.all(Array.from({ length: 5 }, () => put(now)));
    expect(many.filter(({ status }) => status === 200)).toHaveLength(1);
    await at.delete(path);
  });

  it.each([
    ['a zone that is none', { timeZone: 'America/Nowhere', intervals: [] }],
    ['an eighth day', { timeZone: 'UTC', intervals: [{ day: 8, opens: '09:00', closes: '10:00' }] }],
    [
      'an interval of no length',
      { timeZone: 'UTC', intervals: [{ day: 1, opens: '09:00', closes: '09:00' }] },
    ],
    ['a time that is none', { timeZone: 'UTC', intervals: [{ day: 1, opens: '25:00', closes: '09:00' }] }],
  ])('are refused with %s', async (_, hours) => {
    const answer = await cooperative.chat.as(admin).put(`/v1/queues/${queues.library}/hours`, hours);
    expect(answer.status).toBe(422);
  });
});

describe('Why a request is shown or withheld', () => {
  let cooperative: Cooperative;
  beforeAll(async () => {
    cooperative = await Cooperative.open();
  });
  afterAll(() => cooperative.close());

  it('[R16] is answered for oneself, and for colleagues to who answers for the patron', async () => {
    const ada = await cooperative.librarian('aspen');
    const dee = await cooperative.librarian('dogwood');
    await ada.monitor();
    await dee.monitor();
    const asked = await cooperative.ask('cedar');
    const why = async (who: Desk, about?: Desk) =>
      who.at().get(`/v1/sessions/${asked.id}/offer${about ? `?librarianId=${about.accountId}` : ''}`);
    const { releaseAt } = (await asked.at().get(`/v1/sessions/${asked.id}`)).body;
    const held = { shown: false, acceptable: false, reasons: ['held-for-local-librarians'], releaseAt };
    expect((await why(dee)).body).toEqual(held);
    expect((await why(ada, dee)).body).toEqual(held);
    expect((await why(dee, ada)).status).toBe(404);
    expect((await why(ada)).body).toMatchObject({
      shown: true,
      acceptable: true,
      reasons: ['patrons-own-group'],
    });

    await dee.monitor({ availability: 'away', kinds: ['library'] });
    expect((await why(dee)).body.reasons).toEqual([
      'away',
      'queues-not-monitored',
      'held-for-local-librarians',
    ]);
    await ada.at().delete('/v1/monitor');
    expect((await why(ada)).body.reasons).toEqual(['not-on-shift']);
    await dee.monitor();
    await asked.at().delete(`/v1/sessions/${asked.id}`);
    expect((await why(dee)).body).toMatchObject({
      shown: false,
      reasons: expect.arrayContaining(['not-waiting']),
    });
    await dee.at().delete('/v1/monitor');
  });
});
