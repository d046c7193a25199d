import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, listen, type Events } from '@carrel/testing';
import { Cooperative, type Asked, type Desk } from './a-cooperative.js';

describe('A session without its librarian', () => {
  let cooperative: Cooperative;
  let events: Events;
  let ada: Desk;
  let bo: Desk;
  let asked: Asked;
  let path: string;

  beforeAll(async () => {
    cooperative = await Cooperative.open(2);
    events = await listen(cooperative.nats);
    ada = await cooperative.librarian('aspen', { name: 'Ada Aspen' });
    bo = await cooperative.librarian('birch', { name: 'Bo Birch' });
  });
  afterAll(async () => {
    await events.stop();
    await cooperative.close();
  });
  beforeEach(async () => {
    await ada.monitor();
    await bo.monitor();
    asked = await cooperative.ask('aspen');
    path = `/v1/sessions/${asked.id}`;
    await ada.at().post(`${path}/accept`);
  });
  afterEach(async () => {
    for (const desk of [ada, bo]) await desk.at().post(`${path}/end`, { resolution: 'answered' });
    for (const desk of [ada, bo]) await desk.at().delete('/v1/monitor');
  });
  const waitsAgain = () =>
    eventually(async () => expect((await asked.at().get(path)).body.status).toBe('waiting'));
  const ends = () => events.all().filter((e) => e.type === 'session.ended.v1' && e.subject === asked.id);
  /** Lets half an hour pass over the session. */
  const forgotten = async () => {
    await cooperative.writeSignsOfLife();
    await cooperative.chat.db.query(
      `UPDATE sessions SET queued_at = queued_at - interval '31 minutes',
         patron_active_at = patron_active_at - interval '31 minutes',
         patron_seen_at = patron_seen_at - interval '31 minutes' WHERE id = $1`,
      [asked.id],
    );
    await cooperative.due(`look-at-session:${asked.id}`);
  };

  it('[F6] is back at the front of its queue 60 to 90 seconds after the last sign of life, and the patron is told (B16)', async () => {
    const other = await cooperative.ask('birch');
    const patron = await asked.at(cooperative.replicas[1]).stream(`${path}/stream`);
    await cooperative.lose(ada);
    await patron.next('message', ({ data }) => data.kind === 'returned');
    await patron.next('session', ({ data }) => data.status === 'waiting' && data.position === 1);
    expect(await cooperative.offers(bo)).toEqual([asked.id, other.id]);

    expect((await bo.at().post(`${path}/accept`)).status).toBe(200);
    await patron.next('session', ({ data }) => data.status === 'active');
    const late = { text: 'I am back', clientId: ada.accountId };
    expect((await ada.at().post(`${path}/messages`, late)).status).toBe(404);
    expect((await bo.at().get(`${path}/messages`)).body.items.map((l: { kind: string }) => l.kind)).toEqual([
      'entered',
      'left',
      'returned',
      'entered',
    ]);
    await bo.at().post(`${path}/end`, { resolution: 'answered' });
    await patron.closed;
    const { data } = await events.next('session.ended.v1', ({ subject }) => subject === asked.id);
    expect(data.participants.map((p) => p.librarianId)).toEqual([ada.accountId, bo.accountId]);
    await other.at().delete(`/v1/sessions/${other.id}`);
  });

  it('[F6] is looked at again 65 seconds after the last sign of life; who comes back before keeps it', async () => {
    await cooperative.silence(ada, 41);
    const job = async () =>
      cooperative.chat.db.query(
        `SELECT extract(epoch FROM j.run_at - m.last_seen_at)::float AS seconds FROM graphile_worker.jobs j, monitors m
         WHERE j.key = 'lost-librarian:' || m.account_id AND m.account_id = $1`,
        [ada.accountId],
      );
    await eventually(async () => expect((await job())[0].seconds).toBeCloseTo(65, 1));
    expect((await ada.at().put('/v1/monitor/heartbeat')).status).toBe(204);
    expect(await job()).toEqual([]);
    expect((await asked.at().get(path)).body.status).toBe('active');
  });

  it('goes on with the colleague who is in it (A12)', async () => {
    const offer = await ada.at().post(`${path}/transfers`, { toLibrarianId: bo.accountId, reason: 'Yours' });
    await bo.at().post(`/v1/transfers/${offer.body.id}/accept`);
    await cooperative.lose(ada);
    await eventually(async () => {
      const { body } = await asked.at().get(`${path}/messages`);
      expect(body.items.at(-1)).toMatchObject({
        kind: 'left',
        text: 'Librarian Ada Aspen has left the session.',
      });
    });
    expect((await asked.at().get(path)).body.status).toBe('active');
    expect((await bo.at().post(`${path}/end`, { resolution: 'answered' })).status).toBe(200);
  });

  it.each([
    ['sender', () => ada],
    ['receiver', () => bo],
  ])(
    '[promise 13] leaves no transfer waiting when its %s is gone; the session stays with the sender (A11)',
    async (_, who) => {
      const offer = await ada
        .at()
        .post(`${path}/transfers`, { toLibrarianId: bo.accountId, reason: 'Yours' });
      const { id } = offer.body;
      await cooperative.silence(who());
      await eventually(async () =>
        expect((await ada.at().get(`/v1/transfers/${id}`)).body.status).toBe('expired'),
      );
      expect((await asked.at().get(path)).body).toMatchObject({ status: 'active' });
    },
  );

  it('[promise 13] is not held by an open stream alone: the other end may be gone (half-open)', async () => {
    const stream = await ada.at().stream('/v1/monitor/stream');
    await stream.next('desk');
    await cooperative.silence(ada);
    await stream.next('desk', ({ data }) => data.monitor.standing === 'away');
    const [{ n }] = await cooperative.chat.db.query(
      'SELECT count(*)::int AS n FROM monitors WHERE vanished_at IS NOT NULL',
    );
    expect(n).toBe(1);
    stream.close();
  });

  it('[R20] [F11] that its patron left too ends by the system after 30 minutes, once and with follow-up (B8)', async () => {
    await asked.at().post(`${path}/messages`, { text: 'Hello?', clientId: 'h' });
    await cooperative.lose(ada);
    await waitsAgain();
    await cooperative.due(`look-at-session:${asked.id}`);
    await forgotten();
    const { data } = await events.next('session.ended.v1', ({ subject }) => subject === asked.id);
    expect(data).toMatchObject({
      endedBy: 'system',
      resolution: 'followup-by-patron-library',
      librarianId: null,
      librarianInstitutionId: null,
    });
    expect((await bo.at().post(`${path}/accept`)).status).toBe(409);
    expect(ends()).toHaveLength(1);
  });

  it('[B8] is a lost call when nobody can be written to', async () => {
    await bo.at().delete('/v1/monitor');
    await ada.at().post(`${path}/end`, { resolution: 'answered' });
    asked = await cooperative.ask('aspen', { patron: { name: 'Pat' } });
    path = `/v1/sessions/${asked.id}`;
    await ada.at().post(`${path}/accept`);
    await cooperative.lose(ada);
    await waitsAgain();
    await forgotten();
    const { data } = await events.next('session.ended.v1', ({ subject }) => subject === asked.id);
    expect(data).toMatchObject({ resolution: 'lost-call', endedBy: 'system', noContact: true });
  });

  it('[R20] that nobody ever attended is abandoned once its patron is gone, never before (row 10)', async () => {
    await ada.at().post(`${path}/end`, { resolution: 'answered' });
    asked = await cooperative.ask('aspen');
    path = `/v1/sessions/${asked.id}`;
    await forgotten();
    await cooperative.chat.db.query('UPDATE sessions SET patron_seen_at = now() WHERE id = $1', [asked.id]);
    await cooperative.due(`look-at-session:${asked.id}`);
    await eventually(async () => {
      const [job] = await cooperative.chat.db.query(
        `SELECT run_at > now() + interval '29 minutes' AS later FROM graphile_worker.jobs WHERE key = $1`,
        [`look-at-session:${asked.id}`],
      );
      expect(job?.later ?? false).toBe((await asked.at().get(path)).body.status === 'waiting');
    });
    await forgotten();
    const { data } = await events.next('session.abandoned.v1', ({ subject }) => subject === asked.id);
    expect(data).toMatchObject({ noContact: false });
    const { body } = await ada.at().get('/v1/sessions?status=abandoned');
    expect(body.items).toEqual(expect.arrayContaining([expect.objectContaining({ id: asked.id })]));
  });

  it('dismissed while it goes on ends as a lost call for the reason, which staff read (B36)', async () => {
    const dismiss = (body: object) => ada.at().post(`${path}/dismiss`, body);
    expect(await dismiss({ reason: 'duplicate' })).toMatchObject({
      status: 422,
      body: { code: 'reason-not-in-chat' },
    });
    expect(await dismiss({ reason: 'other' })).toMatchObject({
      status: 422,
      body: { code: 'other-in-words' },
    });
    expect((await dismiss({ reason: 'other', text: 'Sells shoes.' })).status).toBe(204);
    const { data } = await events.next('session.ended.v1', ({ subject }) => subject === asked.id);
    expect(data).toMatchObject({ resolution: 'lost-call', endedBy: 'librarian', dismissReason: 'other' });
    const notes = await cooperative.chat.db.query('SELECT text FROM notes WHERE session_id = $1', [asked.id]);
    expect(notes).toEqual([{ text: 'Dismissed: other. Sells shoes.' }]);
    expect(JSON.stringify((await asked.at().get(`${path}/messages`)).body)).not.toContain('shoes');
  });

  it('dismissed by one of two goes on with the other, and says to each what may be done (B36, R39)', async () => {
    const allowed = async (desk: Desk) =>
      Object.fromEntries(
        (await desk.at().get(path)).body.actions.map((a: { action: string; code: string | null }) => [
          a.action,
          a.code,
        ]),
      );
    expect(await allowed(ada)).toEqual({
      accept: 'already-accepted',
      dismiss: null,
      messages: null,
      transfers: null,
      leave: 'only-one-here',
      end: null,
    });
    const offer = { toLibrarianId: bo.accountId, reason: 'Lunch' };
    const transfer = await ada.at().post(`${path}/transfers`, offer);
    await bo.at().post(`/v1/transfers/${transfer.body.id}/accept`);
    expect(await allowed(ada)).toMatchObject({ transfers: 'three-way', leave: null, end: 'three-way' });
    expect((await ada.at().post(`${path}/dismiss`, { reason: 'prank' })).status).toBe(204);
    expect((await ada.at().get(path)).body.actions).toContainEqual(
      expect.objectContaining({ action: 'end', allowed: false, code: 'not-found' }),
    );
    expect(await allowed(bo)).toMatchObject({ leave: 'only-one-here', end: null });
    expect(ends()).toEqual([]);
  });

  it('[R31] that only waits can be dismissed with a reason by those to whom it is offered (A14, row 9)', async () => {
    await ada.at().post(`${path}/end`, { resolution: 'answered' });
    asked = await cooperative.ask('aspen');
    path = `/v1/sessions/${asked.id}`;
    const far = await cooperative.librarian('dogwood');
    await far.monitor();
    expect((await far.at().post(`${path}/dismiss`, { reason: 'test' })).status).toBe(404);
    expect((await ada.at().post(`${path}/dismiss`, { reason: 'because' })).status).toBe(422);
    expect((await ada.at().post(`${path}/dismiss`, { reason: 'duplicate' })).status).toBe(204);
    const { data } = await events.next('session.dismissed.v1', ({ subject }) => subject === asked.id);
    expect(data).toMatchObject({ librarianId: ada.accountId, reasonCode: 'duplicate' });
    expect((await asked.at().get(path)).body.status).toBe('dismissed');
    expect((await bo.at().post(`${path}/accept`)).status).toBe(409);
    expect(await cooperative.offers(bo)).toEqual([]);
    await far.at().delete('/v1/monitor');
  });
});
