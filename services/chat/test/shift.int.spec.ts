import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@carrel/messaging';
import { emit, eventually, listen, staff, type Events } from '@carrel/testing';
import { Monitors } from '../src/monitor/persistence/monitors.repository.js';
import { Cooperative } from './a-cooperative.js';

describe('A shift', () => {
  let cooperative: Cooperative;
  let events: Events;

  beforeAll(async () => {
    cooperative = await Cooperative.open();
    events = await listen(cooperative.nats);
  });
  afterAll(async () => {
    await events.stop();
    await cooperative.close();
  });
  const availabilityOf = async (library: 'cedar' | 'dogwood') =>
    (await cooperative.chat.http.get(`/v1/availability?institutionId=${cooperative.institution[library]}`))
      .body;

  it("[R10] may be taken on the own library's, its group's, the cooperative's and the practice queue (B32)", async () => {
    const desk = await cooperative.librarian('aspen');
    const { body } = await desk.at().get('/v1/queues');
    expect(body.items.map(({ kind, name }: { kind: string; name: string }) => [kind, name])).toEqual([
      ['library', 'aspen'],
      ['group', 'evergreen'],
      ['cooperative', 'cooperative'],
      ['practice', 'Practice: evergreen'],
    ]);
    const foreign = await cooperative.librarian('birch');
    const others = (await foreign.at().get('/v1/queues')).body.items[0];
    for (const id of [others.id, newId()]) {
      const refused = await desk.at().put('/v1/monitor', { availability: 'available', queueIds: [id] });
      expect(refused.status).toBe(404);
    }
    expect((await desk.at().put('/v1/monitor', { availability: 'available', queueIds: [] })).status).toBe(
      422,
    );
  });

  it('[R121] queues of a whole group are listed for whoever has a role in it, and for nobody else', async () => {
    const groupId = cooperative.group.evergreen;
    const path = `/v1/queues?groupId=${groupId}`;
    const desk = await cooperative.librarian('aspen');
    expect((await desk.at().get(path)).status).toBe(404);
    const ada = cooperative.chat.as(
      staff({
        institutionId: cooperative.institution.aspen,
        subscriptionGroupId: groupId,
        roles: ['librarian'],
        groupRoles: [{ groupId, role: 'group-admin' }],
      }),
    );
    const { items } = (await ada.get(path)).body;
    const kinds = items.map(({ kind, name }: { kind: string; name: string }) => `${kind} ${name}`);
    expect(kinds[0]).toBe('group evergreen');
    expect(kinds).toEqual(expect.arrayContaining(['library aspen', 'library birch']));
  });

  it('[R4] belongs to one sign-in; a second is refused, or takes it over (B13)', async () => {
    const desk = await cooperative.librarian('aspen');
    await desk.monitor();
    const stream = await desk.at().stream('/v1/monitor/stream');
    const patron = await cooperative.ask('aspen');
    await desk.at().post(`/v1/sessions/${patron.id}/accept`);
    const path = `/v1/sessions/${patron.id}`;
    const chat = await desk.at().stream(`${path}/stream`);
    await chat.next('session');
    const second = await cooperative.librarian('aspen', { accountId: desk.accountId });
    await expect(second.monitor()).rejects.toThrow(/shift-elsewhere/);
    const { queueIds } = (await second.at().get('/v1/monitor')).body;

    const moved = await second
      .at()
      .put('/v1/monitor', { availability: 'available', queueIds, takeOver: true });
    expect(moved).toMatchObject({ status: 200, body: { here: true, standing: 'available' } });
    await stream.closed;
    expect((await chat.next('close', undefined, 5_000)).data.reason).toBe('shift-elsewhere');
    expect((await desk.at().get(`${path}/stream`)).status).toBe(409);
    const goesOn = await second.at().stream(`${path}/stream`);
    await goesOn.next('session');
    goesOn.close();
    await second.at().post(`${path}/end`, { resolution: 'answered' });
    expect(stream.all().at(-1)).toMatchObject({ event: 'close', data: { reason: 'shift-elsewhere' } });
    const late = await desk.at().put('/v1/monitor', { availability: 'away', queueIds });
    expect(late).toMatchObject({ status: 409, body: { code: 'shift-elsewhere', facts: { signIn: {} } } });
    await second.at().delete('/v1/monitor');
  });

  it('[R6] on live queues needs training, on the practice queue not, and never both (B12, A15)', async () => {
    const trainee = await cooperative.librarian('aspen', { trained: false });
    await expect(trainee.monitor()).rejects.toThrow(/not-trained/);
    await expect(trainee.monitor({ kinds: ['practice', 'group'] })).rejects.toThrow(/practice-apart/);
    await trainee.monitor({ kinds: ['practice'] });
    expect(await availabilityOf('cedar')).toMatchObject({ open: false });

    const practice = await cooperative.ask('cedar', { practice: true });
    expect(await cooperative.offers(trainee)).toEqual([practice.id]);
    await trainee.at().post(`/v1/sessions/${practice.id}/accept`);
    const asLive = await trainee.at().post(`/v1/sessions/${practice.id}/end`, { resolution: 'answered' });
    expect(asLive).toMatchObject({ status: 422, body: { code: 'practice-code' } });
    await trainee.at().post(`/v1/sessions/${practice.id}/end`, { resolution: 'practice' });
    const ended = await events.next('session.ended.v1', ({ subject }) => subject === practice.id);
    expect(ended.data).toMatchObject({ practice: true, resolution: 'practice' });
    await trainee.at().delete('/v1/monitor');
  });

  it('[R25] that ends leaves nobody ready; a request then gets the closed page and the ask form (B17, F7)', async () => {
    const desk = await cooperative.librarian('dogwood');
    await desk.monitor();
    expect(await availabilityOf('dogwood')).toMatchObject({ open: true });
    await cooperative.set('chat-closed-page', cooperative.institution.dogwood, {
      title: 'Closed',
      text: 'Write to us.',
    });
    await desk.at().delete('/v1/monitor');
    expect(await availabilityOf('dogwood')).toMatchObject({
      open: false,
      reason: 'nobody-monitors',
      nextOpening: null,
      timeZone: 'America/Denver',
    });
    await expect(cooperative.ask('dogwood')).rejects.toThrow(/409.*chat-closed/);
    const { body } = await cooperative.chat.http.post('/v1/sessions', {
      institutionId: cooperative.institution.dogwood,
      patron: { name: 'Pat' },
      question: 'Anyone?',
    });
    expect(body.facts).toEqual({
      closedPage: { title: 'Closed', text: 'Write to us.' },
      askForm: expect.objectContaining({ url: '/api/questions/v1/questions' }),
      nextOpening: null,
      timeZone: 'America/Denver',
    });
    expect((await desk.at().delete('/v1/monitor')).status).toBe(204);
  });

  it('[R25] that is just ending is waited for: who asks meanwhile is not left with nobody (F7)', async () => {
    const desk = await cooperative.librarian('dogwood');
    await desk.monitor();
    // The heartbeat would wait for the row as well.
    await cooperative.writeSignsOfLife();
    const leaving = cooperative.chat.db.createQueryRunner();
    await leaving.startTransaction();
    await leaving.query(`UPDATE monitors SET availability = 'offline' WHERE account_id = $1`, [
      desk.accountId,
    ]);
    const asking = cooperative.ask('dogwood').catch((error: Error) => error.message);
    await eventually(async () => {
      const waiting = await cooperative.chat.db.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(waiting).toHaveLength(1);
    });
    await leaving.commitTransaction();
    await leaving.release();
    expect(await asking).toMatch(/chat-closed/);
  });

  it('[R28] counts only those who are available; one who vanishes is away and comes back as before (A9, B16, F6)', async () => {
    const desk = await cooperative.librarian('dogwood');
    await desk.monitor({ availability: 'away' });
    expect(await availabilityOf('dogwood')).toMatchObject({ open: false });
    await desk.monitor();
    expect(await availabilityOf('dogwood')).toMatchObject({ open: true });

    await cooperative.silence(desk);
    await eventually(async () => expect(await availabilityOf('dogwood')).toMatchObject({ open: false }));
    expect((await desk.at().get('/v1/monitor')).body).toMatchObject({
      availability: 'available',
      standing: 'away',
    });

    const stream = await desk.at().stream('/v1/monitor/stream');
    await stream.next('desk', ({ data }) => data.monitor.standing === 'available');
    expect(await availabilityOf('dogwood')).toMatchObject({ open: true });
    stream.close();
    await desk.at().delete('/v1/monitor');
  });

  it('is looked at again 40 seconds after the last sign of life, so that away is known by 45 (promise 13)', async () => {
    const desk = await cooperative.librarian('dogwood');
    await desk.monitor();
    const [job] = await cooperative.chat.db.query(
      `SELECT extract(epoch FROM j.run_at - m.last_seen_at)::float AS seconds FROM graphile_worker.jobs j, monitors m
       WHERE j.key = 'look-for:' || m.account_id AND m.account_id = $1`,
      [desk.accountId],
    );
    expect(job.seconds).toBeCloseTo(40, 1);
    await desk.at().delete('/v1/monitor');
  });

  it('keeps its signs of life where another holds a row, and meanwhile keeps no row from others', async () => {
    const desks = [];
    for (let n = 0; n < 3; n += 1) {
      const desk = await cooperative.librarian('dogwood');
      await desk.monitor({ kinds: ['practice'] });
      desks.push(desk);
    }
    const ids = desks.map(({ accountId }) => accountId);
    // The service's own heartbeat would wait for the rows as well.
    await cooperative.writeSignsOfLife();
    const signs = await cooperative.chat.db.query(
      'SELECT account_id AS id, sign_in AS "signIn" FROM monitors WHERE account_id = ANY($1)',
      [ids],
    );
    const monitors = cooperative.chat.app.get(Monitors, { strict: false });
    const other = cooperative.chat.db.createQueryRunner();
    const lock = (id: string, how = '') =>
      other.query(`SELECT FROM monitors WHERE account_id = $1 FOR SHARE ${how}`, [id]);
    const waiting = () =>
      eventually(async () => {
        const found = await cooperative.chat.db.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%last_seen_at = $3%'`,
        );
        expect(found).toHaveLength(1);
      });

    // A patron's request keeps one librarian's row, then another's. Whichever it has first, the other is free.
    for (const held of ids) {
      const later = new Date(Date.now() + 60_000);
      await other.startTransaction();
      await lock(held);
      const seen = monitors.seen(signs, later);
      await waiting();
      for (const id of ids) await lock(id, 'NOWAIT');
      await other.commitTransaction();
      await seen;
      const rows = await cooperative.chat.db.query(
        'SELECT FROM monitors WHERE account_id = ANY($1) AND last_seen_at = $2',
        [ids, later],
      );
      expect(rows).toHaveLength(3);
    }
    await other.release();
    for (const desk of desks) await desk.at().delete('/v1/monitor');
  });

  it('[B40] loses the queue of a cooperative that its library has left, within 5 seconds, and what waits there', async () => {
    const dana = await cooperative.librarian('dogwood');
    const carl = await cooperative.librarian('cedar');
    await dana.monitor();
    await carl.monitor({ availability: 'away' });
    const asked = await cooperative.ask('cedar');
    const stream = await dana.at().stream('/v1/monitor/stream');
    await stream.next('desk', ({ data }) => data.waiting.some(({ id }: { id: string }) => id === asked.id));
    const institutionId = cooperative.institution.dogwood;
    const [{ id: membershipId }] = await cooperative.chat.db.query(
      'SELECT id FROM directory_memberships WHERE institution_id = $1',
      [institutionId],
    );
    const of = { membershipId, groupId: cooperative.group.cooperative, institutionId };
    const left = { ...of, status: 'left' as const };
    await emit(cooperative.nats, 'membership.left.v1', left, { subject: membershipId, sequence: 2 });
    await stream.next('desk', ({ data }) => data.waiting.length === 0, 10_000);
    const refused = await dana.at().post(`/v1/sessions/${asked.id}/accept`);
    expect(refused.status).toBe(404);
    expect((await dana.at().get('/v1/monitor')).body.queueIds).toHaveLength(2);
    stream.close();
    const again = { ...of, status: 'active' as const };
    await emit(cooperative.nats, 'membership.approved.v1', again, { subject: membershipId, sequence: 3 });
    await asked.at().delete(`/v1/sessions/${asked.id}`);
    for (const desk of [dana, carl]) await desk.at().delete('/v1/monitor');
    await eventually(async () => {
      const { body } = await dana.at().get('/v1/queues');
      expect(body.items).toHaveLength(4);
    });
  });

  it('[R26] that ends signs nobody out: the same sign-in goes on and may take the next one', async () => {
    const desk = await cooperative.librarian('birch');
    await desk.monitor();
    expect((await desk.at().delete('/v1/monitor')).status).toBe(204);
    expect((await desk.at().get('/v1/queues')).status).toBe(200);
    expect((await desk.at().get('/v1/monitor')).body).toMatchObject({ availability: 'offline' });
    await desk.monitor();
    expect((await desk.at().get('/v1/monitor')).body).toMatchObject({ standing: 'available', here: true });
    await desk.at().delete('/v1/monitor');
  });

  it('[R25] is not logged out of while a patron is in it', async () => {
    const desk = await cooperative.librarian('dogwood');
    await desk.monitor();
    const { id } = await cooperative.ask('dogwood');
    await desk.at().post(`/v1/sessions/${id}/accept`);
    expect(await desk.at().delete('/v1/monitor')).toMatchObject({
      status: 409,
      body: { facts: { sessionIds: [id] } },
    });
    await desk.at().post(`/v1/sessions/${id}/end`, { resolution: 'answered' });
    expect((await desk.at().delete('/v1/monitor')).status).toBe(204);
  });
});
