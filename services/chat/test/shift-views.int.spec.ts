import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Cooperative, type Asked, type Desk } from './a-cooperative.js';

describe('At the desk', () => {
  let cooperative: Cooperative;
  let ada: Desk;
  let open: Asked[] = [];

  beforeAll(async () => {
    cooperative = await Cooperative.open(2);
    ada = await cooperative.librarian('aspen', { name: 'Ada Aspen' });
  });
  afterAll(() => cooperative.close());
  beforeEach(() => ada.monitor());
  afterEach(async () => {
    for (const { id, at } of open) {
      await ada.at().post(`/v1/sessions/${id}/end`, { resolution: 'answered' });
      await at().delete(`/v1/sessions/${id}`);
    }
    open = [];
    await ada.at().delete('/v1/monitor');
  });
  const ask = async (...more: Parameters<Cooperative['ask']>) => {
    const asked = await cooperative.ask(...more);
    open.push(asked);
    return { ...asked, path: `/v1/sessions/${asked.id}` };
  };
  const accepted = async () => {
    const asked = await ask('aspen');
    const { status } = await ada.at().post(`${asked.path}/accept`);
    return { ...asked, status };
  };
  /** Lets so many silent seconds pass over a patron. */
  const silent = (id: string, seconds: number) =>
    cooperative.chat.db.query(
      `UPDATE sessions SET accepted_at = accepted_at - make_interval(secs => $2),
         patron_active_at = patron_active_at - make_interval(secs => $2) WHERE id = $1`,
      [id, seconds],
    );
  const silenceOf = async (path: string) => (await ada.at().get(path)).body.silence;

  it('[R17] [R18] [R19] a silent patron is asked after, then yellow, and as before once back (F6)', async () => {
    const { id, path, at } = await accepted();
    expect(await silenceOf(path)).toMatchObject({ prompt: false, yellow: false });
    await silent(id, 95);
    expect(await silenceOf(path)).toMatchObject({ prompt: true, yellow: false });
    await silent(id, 90);
    expect(await silenceOf(path)).toMatchObject({ prompt: true, yellow: true });
    await at().post(`${path}/messages`, { text: 'Here again', clientId: 'back' });
    expect(await silenceOf(path)).toMatchObject({ prompt: false, yellow: false });
  });

  it('[R21] the patron is shown no such clock', async () => {
    const { path, at, id } = await accepted();
    await silent(id, 200);
    expect((await at().get(path)).body).toMatchObject({ silence: null, othersWaiting: null });
  });

  it('[R20] [R14] yellow patrons make room up to the ceiling; one who returns is never put off (A7, B19)', async () => {
    const first = await accepted();
    const more = [await accepted(), await accepted()];
    expect(more.map(({ status }) => status)).toEqual([200, 200]);
    expect((await accepted()).status).toBe(409);
    for (const { id } of [first, ...more]) await silent(id, 200);
    const again = [await accepted(), await accepted(), await accepted()];
    expect(again.map(({ status }) => status)).toEqual([200, 200, 409]);
    expect((await first.at().post(`${first.path}/messages`, { text: 'Back', clientId: 'b' })).status).toBe(
      201,
    );
    expect((await first.at().get(first.path)).body.status).toBe('active');
  });

  it("[R14] a personal limit below the group's holds, one above it is refused", async () => {
    const { queueIds } = (await ada.at().get('/v1/monitor')).body;
    const limit = (personalLimit: number) =>
      ada.at().put('/v1/monitor', { availability: 'available', queueIds, personalLimit });
    expect((await limit(1)).body.personalLimit).toBe(1);
    expect((await accepted()).status).toBe(200);
    expect((await accepted()).status).toBe(409);
    expect(await limit(4)).toMatchObject({
      status: 422,
      body: { code: 'limit-above-group', facts: { patronsAtOnce: 3 } },
    });
    await limit(3);
    expect([(await accepted()).status, (await accepted()).status, (await accepted()).status]).toEqual([
      200, 200, 409,
    ]);
  });

  it('[R16] one at the personal limit holds nothing back from the cooperative', async () => {
    const { queueIds } = (await ada.at().get('/v1/monitor')).body;
    await ada.at().put('/v1/monitor', { availability: 'available', queueIds, personalLimit: 1 });
    await accepted();
    const { path, at } = await ask('aspen');
    expect((await at().get(path)).body.offeredTo).toBe('everyone');
  });

  it('[R22] [R27] who else waits is seen in the session, on the stream and by polling', async () => {
    const { path } = await accepted();
    await ask('birch');
    expect((await ada.at().get(path)).body.othersWaiting).toBe(1);
    const stream = await ada.at(cooperative.replicas[1]).stream('/v1/monitor/stream');
    const { data } = await stream.next('desk');
    expect(data.queues).toHaveLength(3);
    expect(data.sessions[0]).toMatchObject({ othersWaiting: 1, silence: { prompt: false } });
    const polled = await ada.at().get('/v1/monitor/desk');
    expect(polled.body).toMatchObject({
      waiting: data.waiting,
      queues: data.queues,
      sessions: data.sessions,
    });
    stream.close();
  });

  it('[R27] nothing is cacheable', async () => {
    const { path, at } = await accepted();
    for (const url of ['/v1/monitor/desk', '/v1/sessions?status=active', path, `${path}/messages`])
      expect((await ada.at().get(url)).headers.get('cache-control')).toMatch(/no-store/);
    expect((await at().get(`${path}/signals`)).headers.get('cache-control')).toMatch(/no-store/);
  });

  it('typing and read marks reach the other side on any replica, and those who poll, and are stored nowhere', async () => {
    const { path, at } = await accepted();
    const desk = await ada.at(cooperative.replicas[1]).stream(`${path}/stream`);
    await desk.next('session');
    expect((await at().post(`${path}/typing`)).status).toBe(204);
    await desk.next('typing', ({ data }) => data.from === 'patron' && data.name === 'Pat Patron');
    expect((await at().post(`${path}/read`, { seq: 1 })).status).toBe(204);
    await desk.next('read', ({ data }) => data.seq === 1);
    const { body } = await ada.at(cooperative.replicas[1]).get(`${path}/signals`);
    expect(body.items.map((s: { kind: string }) => s.kind)).toEqual(['typing', 'read']);
    const stranger = await cooperative.librarian('birch');
    expect((await stranger.at().post(`${path}/typing`)).status).toBe(404);
    desk.close();
  });

  it('[R28] colleagues on shift are listed with queues, active sessions, library and primary queue', async () => {
    const bo = await cooperative.librarian('birch', { name: 'Bo Birch' });
    await bo.monitor();
    await accepted();
    const { body } = await bo.at().get('/v1/monitor/colleagues');
    const { items } = (await ada.at().get('/v1/queues')).body;
    const id = (kind: string) => items.find((q: { kind: string }) => q.kind === kind).id;
    expect(body.items).toEqual([
      {
        id: ada.accountId,
        name: 'Ada Aspen',
        institutionId: cooperative.institution.aspen,
        library: 'aspen',
        standing: 'available',
        queueIds: expect.arrayContaining([id('group'), id('cooperative')]),
        primaryQueueId: id('library'),
        activeSessions: 1,
        languages: ['en'],
      },
    ]);
    await bo.at().delete('/v1/monitor');
  });
});
