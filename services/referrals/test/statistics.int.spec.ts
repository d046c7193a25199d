import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@carrel/messaging';
import { staff } from '@carrel/testing';
import { aRotaService, type RotaService } from './a-rota-service.js';

type Library = keyof RotaService['libraries'];

describe('The statistics of referrals and duties', () => {
  let rota: RotaService;
  let reviewer: ReturnType<RotaService['at']>;
  const period = 'from=2026-03-01&to=2026-03-31';

  /** As many referrals from one library to another, each ended so many minutes after it was made. */
  async function referred(from: Library, to: Library | null, status: string, minutes: (number | null)[]) {
    for (const [n, after] of minutes.entries()) {
      const at = new Date(Date.parse('2026-03-02T12:00:00Z') + n * 3_600_000);
      await rota.service.db.query(
        `INSERT INTO referrals (id, sequence, question_id, kind, sender_institution_id, actor_id,
           receiver_institution_id, steps, no_contact_confirmed, status, asked_at, made_at, ended_at)
         VALUES ($1, 1, $2, $3, $4, $2, $5, '[]', false, $6, $7, $7, $8)`,
        [
          ...[newId(), newId(), to ? 'subscription-partner' : 'email-partner', rota.libraries[from]],
          ...[to && rota.libraries[to], status, at],
          after === null ? null : new Date(at.getTime() + after * 60_000),
        ],
      );
    }
  }
  async function onDuty(
    day: string,
    library: Library,
    outcomes: ('done' | 'by-itself' | 'missed')[],
    gap = false,
  ) {
    const checks = outcomes.map((outcome, n) => ({
      ...{ point: n + 1, at: `${day}T18:00:00Z`, institutionId: rota.libraries[library], accountId: null },
      ...(outcome === 'by-itself' ? { outcome: 'done', byItself: true } : { outcome }),
    }));
    await rota.service.db.query(
      `INSERT INTO duties (id, sequence, group_id, lane, from_at, to_at, checks, gap_told_at)
       VALUES ($1, 1, $2, NULL, $3, $4, $5, $6)`,
      [
        ...[newId(), rota.groups.evergreen, `${day}T16:00:00Z`, `${day}T20:00:00Z`],
        ...[JSON.stringify(checks), gap ? `${day}T15:00:00Z` : null],
      ],
    );
  }
  const read = async (path: string, who = reviewer) => (await who.get(`/v1/statistics/${path}`)).body;
  const lines = (body: { items: { value: string }[] }) =>
    Object.fromEntries(body.items.map(({ value, ...numbers }) => [value, numbers]));

  beforeAll(async () => {
    rota = await aRotaService();
    reviewer = rota.at('aspen', ['reviewer']);
    await referred('aspen', 'birch', 'answered', [10, 20, 60]);
    await referred('aspen', 'birch', 'returned', [5]);
    await referred('aspen', 'cedar', 'open', [null]);
    await referred('aspen', null, 'replied', [30]);
    await referred('birch', 'aspen', 'answered', [40]);
    await referred('stranger', 'stranger', 'answered', [1]);
    await onDuty('2026-03-02', 'aspen', ['done', 'missed']);
    await onDuty('2026-03-03', 'aspen', ['by-itself', 'done']);
    await onDuty('2026-03-04', 'birch', ['missed', 'missed']);
    await onDuty('2026-03-05', 'birch', [], true);
    await onDuty('2026-02-05', 'aspen', ['missed', 'done']);
  });
  afterAll(() => rota?.stop());

  it('[2.5] say what became of a library’s referrals, by partner, and how long answers took', async () => {
    const sent = await read(`referrals?${period}&compare=previous`);
    expect(sent.period).toEqual({ from: '2026-03-01', to: '2026-03-31', timeZone: 'America/Denver' });
    expect(sent.total).toEqual({
      ...{ made: 6, open: 1, answered: 3, returned: 1, withdrawn: 0, claimed: 0, replied: 1, closed: 0 },
      ...{ medianSeconds: 1200, p90Seconds: 3120 },
    });
    expect(sent.before.total.made).toBe(0);
    expect(lines(sent)).toMatchObject({
      [rota.libraries.birch]: { name: 'birch', made: 4, answered: 3, returned: 1 },
      [rota.libraries.cedar]: { name: 'cedar', made: 1, open: 1, medianSeconds: null },
      'email-partner': { name: null, made: 1, replied: 1 },
    });
    const received = await read(`referrals?${period}&direction=received`);
    expect(lines(received)).toMatchObject({ [rota.libraries.birch]: { made: 1, medianSeconds: 2400 } });
    expect(lines(await read(`referrals?${period}&by=month`))).toMatchObject({ '2026-03': { made: 6 } });
  });

  it('[2.5] lead to the referrals behind a number, page by page', async () => {
    const behind = `referrals/rows?${period}&value=${rota.libraries.birch}&limit=3`;
    const first = await read(behind);
    const second = await read(`${behind}&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map(({ status }) => status).sort()).toEqual([
      ...['answered', 'answered', 'answered', 'returned'],
    ]);
    expect(second.nextCursor).toBeNull();
    const { items } = await read(`referrals/rows?${period}&by=kind&value=email-partner&status=replied`);
    expect(items).toHaveLength(1);
  });

  it('[R87] count the checks that each library made or missed, of a group those that nobody had', async () => {
    const own = await read(`duties?${period}&compare=previous`);
    expect(own.total).toEqual({ duties: 2, done: 2, byItself: 1, missed: 1 });
    expect(own.uncovered).toBeNull();
    expect(own.before.total).toEqual({ duties: 1, done: 1, byItself: 0, missed: 1 });
    const group = await read(`duties?${period}&groupId=${rota.groups.evergreen}`, rota.coordinator);
    expect(group.uncovered).toBe(1);
    expect(lines(group)).toEqual({
      [rota.libraries.aspen]: { name: 'aspen', duties: 2, done: 2, byItself: 1, missed: 1 },
      [rota.libraries.birch]: { name: 'birch', duties: 1, done: 0, byItself: 0, missed: 2 },
    });
    const ofBirch = `groupId=${rota.groups.evergreen}&institutionId=${rota.libraries.birch}`;
    const first = await read(`duties/checks?${period}&${ofBirch}&outcome=missed&limit=1`, rota.coordinator);
    const next = `duties/checks?${period}&${ofBirch}&outcome=missed&limit=1&cursor=${first.nextCursor}`;
    const second = await read(next, rota.coordinator);
    expect([...first.items, ...second.items]).toMatchObject([
      { institutionName: 'birch', groupName: 'evergreen libraries', checkPoint: 2, outcome: 'missed' },
      { institutionName: 'birch', checkPoint: 1 },
    ]);
    expect(second.nextCursor).toBeNull();
  });

  it('[2.5] are files too, with the same lines', async () => {
    const referrals = await reviewer.get(`/v1/statistics/referrals.csv?${period}&compare=previous`);
    expect(String(referrals.body)).toContain(`${rota.libraries.birch},birch,4,0,3,1,0,0,0,0,1200,3120,0`);
    const duties = await reviewer.get(`/v1/statistics/duties.csv?${period}&compare=previous`);
    expect(String(duties.body)).toContain(`${rota.libraries.aspen},aspen,2,2,1,1,1,1`);
  });

  it('[F26] show a library to its own people and a group to those who lead it', async () => {
    const of = async (path: string, who: typeof reviewer) =>
      (await who.get(`/v1/statistics/${path}?${period}`)).status;
    const far = rota.service.as(staff({ institutionId: rota.libraries.stranger, roles: ['reviewer'] }));
    for (const path of [
      'referrals',
      'referrals/rows',
      'referrals.csv',
      'duties',
      'duties/checks',
      'duties.csv',
    ]) {
      expect(await of(path, rota.at('aspen'))).toBe(403);
      const asked = `${path}?${period}&groupId=${rota.groups.evergreen}`;
      expect((await far.get(`/v1/statistics/${asked}`)).status).toBe(404);
      expect(
        (await far.get(`/v1/statistics/${path}?${period}&institutionId=${rota.libraries.aspen}`)).status,
      ).toBe(404);
      const stranger = `${asked}&institutionId=${rota.libraries.stranger}`;
      expect((await rota.coordinator.get(`/v1/statistics/${stranger}`)).status).toBe(404);
    }
    expect((await reviewer.get('/v1/statistics/duties?from=2026-03-02&to=2026-03-01')).status).toBe(422);
  });
});
