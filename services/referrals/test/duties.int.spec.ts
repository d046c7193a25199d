import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@carrel/messaging';
import { requests } from '@carrel/contracts';
import { answer, emit, eventually, staff, type Answer, type TestService } from '@carrel/testing';
import { Watch } from '../src/duty/watch.js';
import { aRotaService, type RotaService } from './a-rota-service.js';

type Library = keyof RotaService['libraries'];
const setting = newId();
interface Found {
  id: string;
  institutionId: string;
  from: string;
  lane: string | null;
  checkPoints: { outcome: string; to: string }[];
}

describe('Duties of a rota', () => {
  let rota: RotaService;
  beforeAll(async () => {
    rota = await aRotaService();
  });
  afterAll(() => rota?.stop());

  /** The group begins a week of its own, so that no test meets another's duties. */
  let week = 0;
  let monday = '';
  beforeEach(async () => {
    week += 1;
    const start = Date.UTC(2026, 5, 1 + 7 * week, 14);
    monday = new Date(start).toISOString().slice(0, 10);
    rota.clock.set(new Date(start));
    await publish();
  });
  const at = (time: string, day = 0) => {
    const date = new Date(Date.parse(`${monday}T${time}:00Z`) + day * 86_400_000);
    rota.clock.set(date);
  };
  const cell = (day: number, from: string, to: string, library: Library, more = {}) => ({
    day,
    from,
    to,
    institutionId: rota.libraries[library],
    ...more,
  });
  /** By Denver's clock: Aspen Monday morning (15:00 to 19:00 UTC), Birch in the afternoon, Cedar on Tuesday. */
  const publish = (more: object = {}) =>
    rota.coordinator.put(`/v1/rotas/${rota.groups.evergreen}`, {
      cells: [
        cell(1, '09:00', '13:00', 'aspen'),
        cell(1, '13:00', '17:00', 'birch'),
        cell(2, '09:00', '13:00', 'cedar'),
        cell(7, '09:00', '13:00', 'aspen', { bestEffort: true }),
      ],
      effectiveFrom: monday,
      substitutes: [rota.libraries.dogwood],
      ...more,
    });
  const dutiesOf = async (library: Library, query = ''): Promise<Found[]> => {
    const { body } = await rota.at(library).get(`/v1/duties?from=${monday}T06:00:00Z${query}`);
    return body.items;
  };
  const first = async (library: Library) => (await dutiesOf(library))[0]!;
  const watch = (service: TestService = rota.service) => service.app.get(Watch).watch(rota.groups.evergreen);
  const missedOf = (dutyId: string) =>
    rota.events.all().filter((event) => event.type === 'duty.missed.v1' && event.subject === dutyId);

  /** A calendar link, made by somebody of this library whose account comes and goes. */
  const aLink = async (library: Library) => {
    const accountId = newId();
    const institutionId = rota.libraries[library];
    const robin = rota.service.as(staff({ accountId, institutionId, roles: ['librarian'] }));
    const account = (active: boolean) =>
      emit(
        rota.nats,
        active ? 'account.created.v1' : 'account.deactivated.v1',
        {
          ...{ accountId, institutionId, roles: ['librarian'], groupRoles: [] },
          ...{ operator: false, trained: true, active },
        },
        { subject: accountId },
      );
    await account(true);
    await eventually(async () => expect(await rota.directory.account(accountId)).toBeDefined());
    const { status, body } = await robin.post('/v1/duty-feeds');
    expect(status).toBe(201);
    return { robin, account, id: body.id, createdAt: body.createdAt, path: new URL(body.url).pathname };
  };

  it('[R141] are listed for the library that has them, in its own order, over pages', async () => {
    const own = await dutiesOf(
      'aspen',
      `&to=${new Date(Date.parse(monday) + 20 * 86_400_000).toISOString()}`,
    );
    expect(own.map(({ from }) => from.slice(11, 16))).toEqual(Array(own.length).fill('15:00'));
    expect(own).toHaveLength(5);
    const page = (await rota.at('aspen').get(`/v1/duties?from=${monday}T06:00:00Z&limit=2`)).body;
    const next = (
      await rota.at('aspen').get(`/v1/duties?from=${monday}T06:00:00Z&limit=2&cursor=${page.nextCursor}`)
    ).body;
    expect([...page.items, ...next.items].map(({ id }: Found) => id)).toEqual(
      own.slice(0, 4).map(({ id }) => id),
    );
    expect(await dutiesOf('stranger')).toEqual([]);
    const all = await dutiesOf('elm', `&groupId=${rota.groups.evergreen}&to=${monday}T23:59:00Z`);
    expect(all.map(({ institutionId }) => institutionId)).toEqual([
      rota.libraries.aspen,
      rota.libraries.birch,
    ]);
    const foreign = await rota.at('stranger').get(`/v1/duties?groupId=${rota.groups.evergreen}`);
    expect(foreign.status).toBe(404);
    for (const query of [
      'from=2026-06-10T00:00:00Z&to=2026-06-01T00:00:00Z',
      'to=2030-01-01T00:00:00Z',
      'from=soon',
    ]) {
      expect((await rota.at('aspen').get(`/v1/duties?${query}`)).status).toBe(422);
    }
  });

  it('[R87] are attested at both check-points, by a librarian of the library on duty', async () => {
    const { id } = await first('aspen');
    const check = (library: Library) => rota.at(library).post(`/v1/duties/${id}/checks`);
    const early = await check('aspen');
    expect([early.status, early.body.code]).toEqual([409, 'duty-not-begun']);
    at('15:30');
    expect((await check('birch')).body.code).toBe('not-your-duty');
    expect((await check('stranger')).status).toBe(404);
    expect((await rota.at('aspen', ['institution-admin']).post(`/v1/duties/${id}/checks`)).status).toBe(403);
    const done = await check('aspen');
    expect([done.status, done.body.checkPoints.map(({ outcome }: { outcome: string }) => outcome)]).toEqual([
      201,
      ['done', 'open'],
    ]);
    const event = await rota.events.next('duty.checked.v1', ({ subject }) => subject === id);
    expect(event.data).toMatchObject({ institutionId: rota.libraries.aspen, checkPoint: 1 });
    at('17:30');
    await check('aspen');
    await watch();
    at('19:00');
    await watch();
    expect(missedOf(id)).toEqual([]);
    expect((await check('aspen')).body.code).toBe('duty-over');
  });

  it('[R87] with nothing in Shared Followup are attested by themselves, and missed where something waits', async () => {
    const { evergreen } = rota.groups;
    let waiting = 0;
    const asked = await answer(rota.nats, requests.sharedWaiting, () => ({ waiting }));
    const set = async (enabled: boolean) => {
      const value = {
        key: 'shared-followup',
        level: 'group' as const,
        ownerId: evergreen,
        value: { enabled },
      };
      await emit(rota.nats, 'settings.changed.v1', value, { subject: setting });
      await eventually(async () =>
        expect(await rota.directory.setting('shared-followup', evergreen)).toEqual({ enabled }),
      );
    };
    await set(true);
    const { id } = await first('aspen');
    at('17:00');
    await watch();
    const { data } = await rota.events.next('duty.attested.v1', ({ subject }) => subject === id);
    expect(data).toMatchObject({ institutionId: rota.libraries.aspen, checkPoint: 1 });
    expect(asked.questions.at(-1)).toEqual({ groupId: evergreen });
    waiting = 2;
    at('19:00');
    await watch();
    await rota.events.next('duty.missed.v1', ({ subject }) => subject === id);
    expect((await first('aspen')).checkPoints).toMatchObject([
      { outcome: 'done', accountId: null, byItself: true },
      { outcome: 'missed', byItself: false },
    ]);
    await set(false);
  });

  it('[R87] are published as missed once, whatever replicas look and however often, over a restart too', async () => {
    const { id } = await first('aspen');
    at('16:59');
    await watch();
    at('17:00');
    const other = await rota.start(rota.service.database);
    try {
      await Promise.all([watch(), watch(other), watch(), watch(other)]);
      await rota.events.next(
        'duty.missed.v1',
        ({ subject, data }) => subject === id && data.checkPoint === 1,
      );
      await other.restart();
      at('19:30');
      await Promise.all([watch(other), watch(other), watch()]);
      await rota.events.next(
        'duty.missed.v1',
        ({ subject, data }) => subject === id && data.checkPoint === 2,
      );
      // Birch's first, which ended later, is the sign that everything before it has been published.
      at('21:00');
      await watch(other);
      const { id: birch } = await first('birch');
      await rota.events.next('duty.missed.v1', ({ subject }) => subject === birch);
      expect(missedOf(id).map((event) => (event.data as { checkPoint: number }).checkPoint)).toEqual([1, 2]);
    } finally {
      await other.stop();
    }
    expect((await first('aspen')).checkPoints.map(({ outcome }) => outcome)).toEqual(['missed', 'missed']);
  });

  it('[R89] are never missed where they are best effort, nor by a library that could not know of them', async () => {
    const [, sunday] = await dutiesOf('aspen');
    at('19:30', 6);
    await watch();
    expect(missedOf(sunday!.id)).toEqual([]);
    // Published in the middle of Cedar's block: its first half cannot be missed, its second can.
    at('15:30', 8);
    await publish({
      cells: [cell(2, '09:00', '13:00', 'elm')],
      effectiveFrom: new Date(Date.parse(monday) + 8 * 86_400_000).toISOString().slice(0, 10),
    });
    const elm = (await dutiesOf('elm')).find(({ from }) => from > monday)!;
    at('19:00', 8);
    await watch();
    await rota.events.next('duty.missed.v1', ({ subject }) => subject === elm.id);
    expect(missedOf(elm.id).map((event) => (event.data as { checkPoint: number }).checkPoint)).toEqual([2]);
  });

  it('[R91] are handed on at once by a coordinator, with or without a request for cover', async () => {
    const { id } = await first('aspen');
    const handOn = (dutyId: string, library: Library, by = rota.coordinator) =>
      by.post(`/v1/duties/${dutyId}/hand-on`, { institutionId: rota.libraries[library], reason: 'Flood' });
    expect((await handOn(id, 'cedar', rota.at('aspen'))).status).toBe(403);
    expect((await handOn(id, 'stranger')).body.code).toBe('library-not-able');
    expect((await handOn(id, 'aspen')).body.code).toBe('own-duty');
    const given = await handOn(id, 'cedar');
    expect([given.status, given.body]).toMatchObject([
      200,
      { institutionId: rota.libraries.cedar, institutionName: 'cedar', because: 'cover', coverId: null },
    ]);
    const taken = await rota.events.next('cover.taken.v1', ({ data }) => data.dutyId === id);
    expect(taken.data).toMatchObject({
      institutionId: rota.libraries.aspen,
      takenByInstitutionId: rota.libraries.cedar,
    });
    // And on again, out of a request that waits.
    const cover = await rota.at('cedar').post(`/v1/duties/${id}/covers`, { reason: 'We cannot either.' });
    expect((await handOn(id, 'elm')).body.institutionId).toBe(rota.libraries.elm);
    expect((await rota.at('birch').get(`/v1/covers/${cover.body.id}`)).body).toMatchObject({
      status: 'taken',
      takenByInstitutionId: rota.libraries.elm,
    });
  });

  it('[R91] are covered once, however many offer at the same moment: one takes it, 49 are answered who', async () => {
    const { id } = await first('aspen');
    const asked = await rota.at('aspen').post(`/v1/duties/${id}/covers`, { reason: 'We are closed.' });
    expect([asked.status, asked.body.rung]).toEqual([201, 'same-day']);
    const requested = await rota.events.next(
      'cover.requested.v1',
      ({ subject }) => subject === asked.body.id,
    );
    expect(requested.data.askedInstitutionIds).toEqual([rota.libraries.birch]);
    const takes = await Promise.all(
      Array.from({ length: 50 }, () => rota.at('birch').post(`/v1/covers/${asked.body.id}/take`, {})),
    );
    const winners = takes.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    for (const { body } of takes.filter(({ status }) => status !== 200)) {
      expect([body.code, body.facts.takenByInstitutionId]).toEqual(['already-taken', rota.libraries.birch]);
    }
    await rota.events.next('cover.taken.v1', ({ subject }) => subject === asked.body.id);
    const of = rota.events.all().filter(({ subject }) => subject === asked.body.id);
    expect(of.map(({ type }) => type)).toEqual(['cover.requested.v1', 'cover.taken.v1']);
    at('15:30');
    expect((await rota.at('aspen').post(`/v1/duties/${id}/checks`)).body.code).toBe('not-your-duty');
    expect((await rota.at('birch').post(`/v1/duties/${id}/checks`)).status).toBe(201);
    expect((await dutiesOf('birch')).find((duty) => duty.id === id)).toMatchObject({ because: 'cover' });
  });

  it('[R87][R91] are not missed by one that covers from the middle of a half, for that half', async () => {
    const { id } = await first('aspen');
    const { body: cover } = await rota.at('aspen').post(`/v1/duties/${id}/covers`, {});
    at('16:00');
    expect((await rota.at('birch').post(`/v1/covers/${cover.id}/take`, {})).status).toBe(200);
    at('17:00');
    await watch();
    at('19:00');
    await watch();
    const missed = await rota.events.next('duty.missed.v1', ({ subject }) => subject === id);
    expect(missed.data).toMatchObject({ checkPoint: 2, institutionId: rota.libraries.birch });
    // Birch's own duty, whose first half ends later, is the sign that all before it has been published.
    at('21:00');
    await watch();
    const own = (await dutiesOf('birch')).find((duty) => duty.id !== id)!;
    await rota.events.next('duty.missed.v1', ({ subject }) => subject === own.id);
    expect(missedOf(id)).toHaveLength(1);
  });

  it('[R91] climb the ladder: same day, then the rota and substitutes, then coordinators, who may name a library', async () => {
    const [duty] = (await dutiesOf('aspen')).filter(
      ({ from }) => from > new Date(Date.parse(monday) + 7 * 86_400_000).toISOString(),
    );
    const { body: cover } = await rota.at('aspen').post(`/v1/duties/${duty!.id}/covers`, {});
    const take = (library: Library, body: object = {}): Promise<Answer> =>
      rota.at(library).post(`/v1/covers/${cover.id}/take`, body);
    expect((await take('cedar')).body).toMatchObject({ status: 403, code: 'not-asked-yet' });
    expect((await take('aspen')).body.code).toBe('own-duty');
    expect((await take('stranger')).status).toBe(404);
    expect((await take('birch', { institutionId: rota.libraries.cedar })).status).toBe(403);
    at('14:00', 1);
    await watch();
    const climbed = await rota.events.next('cover.escalated.v1', ({ subject }) => subject === cover.id);
    expect(climbed.data.rung).toBe('rota');
    expect(climbed.data.askedInstitutionIds.sort()).toEqual(
      [rota.libraries.cedar, rota.libraries.dogwood].sort(),
    );
    expect((await take('elm')).body.code).toBe('not-asked-yet');
    at('14:00', 2);
    await watch();
    await rota.events.next(
      'cover.escalated.v1',
      ({ subject, data }) => subject === cover.id && data.rung === 'coordinators',
    );
    expect(
      (await rota.coordinator.post(`/v1/covers/${cover.id}/take`, { institutionId: rota.libraries.stranger }))
        .body.code,
    ).toBe('library-not-able');
    const named = await rota.coordinator.post(`/v1/covers/${cover.id}/take`, {
      institutionId: rota.libraries.elm,
    });
    expect([named.status, named.body.takenByInstitutionId]).toEqual([200, rota.libraries.elm]);
    // The week that was given away is nobody else's test.
    week += 1;
  });

  it('[R91] are exchanged, both at once, for one that the other offered to do', async () => {
    const mine = await first('aspen');
    const theirs = await first('cedar');
    const own = await rota.at('aspen').post(`/v1/duties/${mine.id}/covers`, { swapFor: [mine.id] });
    expect(own.body.code).toBe('exchange-not-offered');
    const { body: cover } = await rota
      .at('aspen')
      .post(`/v1/duties/${mine.id}/covers`, { swapFor: [theirs.id] });
    expect((await rota.at('aspen').post(`/v1/duties/${mine.id}/covers`, {})).body.code).toBe(
      'cover-already-asked',
    );
    at('14:40');
    const birch = await rota.at('birch').post(`/v1/covers/${cover.id}/take`, { inExchangeDutyId: theirs.id });
    expect(birch.body.code).toBe('exchange-not-offered');
    const taken = await rota.at('cedar').post(`/v1/covers/${cover.id}/take`, { inExchangeDutyId: theirs.id });
    expect([taken.status, taken.body.exchangedDutyId]).toEqual([200, theirs.id]);
    expect((await first('cedar')).id).toBe(mine.id);
    expect((await dutiesOf('aspen')).map(({ id }) => id)).toContain(theirs.id);
  });

  it('[R91] may be asked for and withdrawn by the library, and by nobody else but coordinators', async () => {
    const { id } = await first('aspen');
    expect((await rota.at('birch').post(`/v1/duties/${id}/covers`, {})).body.code).toBe('not-your-duty');
    const { body: cover } = await rota.at('aspen').post(`/v1/duties/${id}/covers`, {});
    expect((await rota.at('birch').post(`/v1/covers/${cover.id}/withdraw`)).status).toBe(403);
    expect(
      (await rota.at('birch').get('/v1/covers?status=open')).body.items.map((one: { id: string }) => one.id),
    ).toContain(cover.id);
    expect((await rota.at('stranger').get('/v1/covers')).body.items).toEqual([]);
    expect((await rota.at('aspen').post(`/v1/covers/${cover.id}/withdraw`)).body.status).toBe('withdrawn');
    expect((await rota.at('birch').post(`/v1/covers/${cover.id}/take`, {})).body.code).toBe('cover-over');
    const again = await rota.coordinator.post(`/v1/duties/${id}/covers`, {});
    expect([again.status, again.body.institutionId]).toEqual([201, rota.libraries.aspen]);
    at('19:00');
    await watch();
    await rota.events.next(
      'cover.withdrawn.v1',
      ({ subject, data }) => subject === again.body.id && data.cause === 'time',
    );
  });

  it('[R86] publish a gap ahead once: a cover nobody took, a library that left, a date without a library', async () => {
    const day = new Date(Date.parse(monday) + 86_400_000).toISOString().slice(0, 10);
    const exception = { date: day, from: '09:00', to: '13:00', institutionId: null };
    await publish({ exceptions: [exception] });
    const { id } = await first('aspen');
    await rota.at('aspen').post(`/v1/duties/${id}/covers`, {});
    await Promise.all([watch(), watch()]);
    await watch();
    const covered = await rota.events.next('duty.uncovered.v1', ({ subject }) => subject === id);
    expect(covered.data.reasonCode).toBe('cover-open');
    at('15:01');
    await watch();
    const empty = await rota.events.next(
      'duty.uncovered.v1',
      ({ data }) => data.reasonCode === 'no-library' && data.from.startsWith(day),
    );
    expect(empty.data.institutionId).toBe(rota.libraries.cedar);
    const uncovered = rota.events.all().filter((event) => event.type === 'duty.uncovered.v1');
    expect(uncovered.filter(({ subject }) => subject === id)).toHaveLength(1);
  });

  it('[R141] are a calendar behind a link, until it is revoked or its maker has left', async () => {
    const { id: linkId, path, robin, account, createdAt } = await aLink('aspen');
    const calendar = await rota.service.http.get(path);
    expect([calendar.status, calendar.headers.get('content-type')]).toEqual([
      200,
      'text/calendar; charset=utf-8',
    ]);
    const { id } = await first('aspen');
    expect(calendar.body).toContain(`UID:${id}@carrel`);
    expect(calendar.body).toContain(`DTSTART:${monday.replaceAll('-', '')}T150000Z`);
    expect((await robin.get('/v1/duty-feeds')).body.items).toEqual([{ id: linkId, createdAt }]);
    expect((await rota.service.http.get(path.replace(/.duties/, 'A/duties'))).status).toBe(404);
    const stored: unknown[] = await rota.service.db.query('SELECT * FROM duty_feeds');
    expect(JSON.stringify(stored)).not.toContain(path.split('/').at(-2));

    expect((await rota.at('aspen').delete(`/v1/duty-feeds/${linkId}`)).status).toBe(404);
    expect((await robin.delete(`/v1/duty-feeds/${linkId}`)).status).toBe(204);
    expect((await rota.service.http.get(path)).status).toBe(404);
    const second = new URL((await robin.post('/v1/duty-feeds')).body.url).pathname;
    expect((await rota.service.http.get(second)).status).toBe(200);
    for (let n = 1; n < 20; n += 1) expect((await robin.post('/v1/duty-feeds')).status).toBe(201);
    const one = await robin.post('/v1/duty-feeds');
    expect([one.status, one.body.code]).toEqual([409, 'too-many-calendar-links']);
    await account(false);
    await eventually(async () => expect((await rota.service.http.get(second)).status).toBe(404));
  });

  it('[R87] are not missed by a library that left, and end with their group, as requests for cover do', async () => {
    const { id: left } = await first('birch');
    const { id: kept } = await first('aspen');
    const { id: second } = await first('cedar');
    const { body: cover } = await rota.at('cedar').post(`/v1/duties/${second}/covers`, {});
    const link = await aLink('aspen');
    const elsewhere = await aLink('stranger');
    await rota.library(rota.libraries.birch, 'birch', { profileStatus: 'closed' });
    await eventually(async () =>
      expect((await rota.directory.institution(rota.libraries.birch))?.profileStatus).toBe('closed'),
    );
    at('23:30');
    await watch();
    await rota.events.next('duty.missed.v1', ({ subject }) => subject === kept);
    expect(missedOf(left)).toEqual([]);
    const groupId = rota.groups.evergreen;
    const gone = {
      groupId,
      name: 'x',
      kind: 'subscription',
      timeZone: 'UTC',
      proxyInstitutionId: null,
    } as const;
    await emit(rota.nats, 'group.deleted.v1', gone, { subject: groupId, sequence: 9 });
    await rota.events.next('cover.withdrawn.v1', ({ subject }) => subject === cover.id);
    await eventually(async () =>
      expect((await rota.coordinator.get(`/v1/rotas/${groupId}`)).status).toBe(404),
    );
    expect(await rota.service.db.query('SELECT FROM rotas WHERE id = $1', [groupId])).toEqual([]);
    await expect(watch()).rejects.toThrow('rota');
    expect((await rota.service.http.get(link.path)).status).toBe(404);
    expect((await rota.service.http.get(elsewhere.path)).status).toBe(200);
    const links: { id: string }[] = await rota.service.db.query(
      'SELECT id FROM duty_feeds WHERE revoked_at IS NULL',
    );
    expect(links.map(({ id }) => id)).toContain(elsewhere.id);
    expect(links.map(({ id }) => id)).not.toContain(link.id);
  });
});
