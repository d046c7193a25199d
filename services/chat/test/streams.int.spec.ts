import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allEnded, eventually, signInEndsSeen, type StaffActor, type TestStream } from '@carrel/testing';
import { Cooperative, type Asked, type Desk } from './a-cooperative.js';

describe('A session stream', () => {
  let cooperative: Cooperative;
  let desk: Desk;
  let patron: Asked;
  let path: string;

  beforeAll(async () => {
    cooperative = await Cooperative.open(2);
    desk = await cooperative.librarian('aspen', { name: 'Ada Aspen' });
    await desk.monitor();
  });
  afterAll(() => cooperative.close());
  const aSession = async () => {
    patron = await cooperative.ask('aspen');
    await desk.at().post(`/v1/sessions/${patron.id}/accept`);
    path = `/v1/sessions/${patron.id}`;
  };
  const end = () => desk.at().post(`${path}/end`, { resolution: 'answered' });
  const say = (who: Asked | Desk, text: string, replica = cooperative.chat) =>
    who.at(replica).post(`${path}/messages`, { text, clientId: text.replaceAll(' ', '-') });
  const numbers = (...streams: TestStream[]) =>
    streams.flatMap((stream) =>
      stream
        .all()
        .filter((e) => e.event === 'message')
        .map((e) => e.data.seq as number),
    );

  it('[R27] cut again and again while both write loses nothing and doubles nothing (promise 11, F1)', async () => {
    await aSession();
    const lines = 200;
    const writing = (async () => {
      for (let n = 1; n < lines; n += 1)
        await say(n % 2 ? patron : desk, `line ${n}`, cooperative.replicas[n % 2]);
    })();
    const seen: number[] = [];
    let last: string | undefined;
    let cuts = 0;
    while (seen.length < lines) {
      // A cut after one to twelve more lines, on one replica or the other.
      const wanted = Math.min(lines, seen.length + 1 + ((cuts * 7) % 12));
      const replica = cooperative.replicas[cuts % 2]!;
      const stream = await patron.at(replica).stream(`${path}/stream`, last ? { 'last-event-id': last } : {});
      const { id } = await stream.next('message', ({ data }) => data.seq >= wanted);
      stream.close();
      const upTo = Number(id!.split('-')[1]);
      seen.push(...numbers(stream).filter((seq) => seq <= upTo));
      last = id;
      cuts += 1;
    }
    await writing;
    expect(seen).toEqual(Array.from({ length: lines }, (_, n) => n + 1));
    expect(cuts).toBeGreaterThan(15);

    // Whoever sees the session's state has seen every line before it.
    const whole = await patron.at().stream(`${path}/stream`);
    await whole.next('session');
    expect(numbers(whole)).toEqual(seen);
    whole.close();
    await end();
  });

  it('brings lines written on another replica, also when their nudge was lost', async () => {
    await aSession();
    const [one, two] = cooperative.replicas;
    const stream = await desk.at(one).stream(`${path}/stream`);
    await stream.next('session');
    await say(patron, 'over there', two);
    await stream.next('message', ({ data }) => data.text === 'over there', 2_000);
    // Written behind everyone's back: what the death of a replica between commit and nudge leaves.
    await cooperative.chat.db.query(
      `WITH s AS (UPDATE sessions SET last_seq = last_seq + 1 WHERE id = $1 RETURNING last_seq)
       INSERT INTO lines (session_id, seq, author, kind, text, client_id) SELECT $1, last_seq, 'patron', 'text', 'unannounced', 'x' FROM s`,
      [patron.id],
    );
    await stream.next('message', ({ data }) => data.text === 'unannounced', 25_000);
    expect(numbers(stream)).toEqual([1, 2, 3]);
    await end();
    await stream.closed;
  });

  it('[F2] that shows nothing any more is made good by polling, and an answered message is durable', async () => {
    await aSession();
    const stream = await patron.at().stream(`${path}/stream`);
    await stream.next('session');
    stream.close();
    const answers = [];
    for (const [who, text] of [
      [desk, 'One.'],
      [patron, 'Two.'],
      [desk, 'Three.'],
    ] as const)
      answers.push((await say(who, text)).body.seq);
    const { body } = await patron.at(cooperative.replicas[1]).get(`${path}/messages?after=1`);
    expect(body.items.map(({ seq, text }: { seq: number; text: string }) => [seq, text])).toEqual([
      [2, 'One.'],
      [3, 'Two.'],
      [4, 'Three.'],
    ]);
    expect(answers).toEqual([2, 3, 4]);
    await end();
  });

  it('answers a wrong resume point aloud (promise 11)', async () => {
    await aSession();
    const foreign = `ffffffffffff-1`;
    for (const [after, status, code] of [
      ['nonsense', 400, 'malformed-cursor'],
      [foreign, 422, 'foreign-cursor'],
      ['17', 422, 'future-cursor'],
    ] as const) {
      expect(await patron.at().get(`${path}/stream?after=${after}`)).toMatchObject({
        status,
        body: { code },
      });
      expect(await patron.at().get(`${path}/messages?after=${after}`)).toMatchObject({
        status,
        body: { code },
      });
    }
    await end();
  });

  it('opens with a ticket once, and only that stream', async () => {
    await aSession();
    const issued = await patron.at().post('/v1/stream-tickets', { sessionId: patron.id });
    expect(issued).toMatchObject({ status: 201, body: { expiresIn: 60 } });
    const query = `ticket=${issued.body.ticket}`;
    const stream = await cooperative.chat.http.stream(`${path}/stream?${query}`);
    await stream.next('session', ({ data }) => data.status === 'active');
    stream.close();
    expect((await cooperative.chat.http.get(`${path}/stream?${query}`)).status).toBe(401);

    const forMonitor = await desk.at().post('/v1/stream-tickets', {});
    const wrong = await cooperative.chat.http.get(`${path}/stream?ticket=${forMonitor.body.ticket}`);
    expect(wrong).toMatchObject({ status: 401, body: { code: 'bad-ticket' } });
    await end();
  });

  it('is for the patron and for those in the session; to all others it does not exist (F26)', async () => {
    await aSession();
    const stranger = await cooperative.librarian('birch');
    await stranger.monitor();
    const other = await cooperative.ask('aspen');
    for (const client of [stranger.at(), other.at()]) {
      for (const read of [path, `${path}/messages`, `${path}/stream`])
        expect((await client.get(read)).status).toBe(404);
      const written = await client.post(`${path}/messages`, { text: 'let me in', clientId: 'x' });
      expect(written.status).toBe(404);
    }
    expect((await cooperative.chat.http.get(`${path}/stream`)).status).toBe(401);
    expect((await stranger.at().post(`${path}/end`, { resolution: 'answered' })).status).toBe(404);
    expect((await stranger.at().post(`${path}/leave`)).status).toBe(404);
    expect((await stranger.at().post(`/v1/sessions/${other.id}/leave`)).status).toBe(404);
    await other.at().delete(`/v1/sessions/${other.id}`);
    await stranger.at().delete('/v1/monitor');
    await end();
  });

  it('[R10] of the monitor shows the desk whole at every change', async () => {
    const stream = await desk.at().stream('/v1/monitor/stream');
    const first = await stream.next('desk');
    expect(first.data).toMatchObject({
      monitor: { standing: 'available', here: true },
      waiting: [],
      sessions: [],
    });
    await aSession();
    await stream.next('desk', ({ data }) => data.waiting.some((s: { id: string }) => s.id === patron.id));
    await stream.next('desk', ({ data }) => data.sessions.some((s: { id: string }) => s.id === patron.id));
    await end();
    await stream.next('desk', ({ data }) => data.sessions.length === 0);
    await desk.at().delete('/v1/monitor');
    await stream.closed;
    await desk.monitor();
  });

  it('[promise 31] ends with the sign-in, as its tokens do, within 5 seconds on whichever replica', async () => {
    const replica = cooperative.replicas[1]!;
    const ready = (who: StaffActor) =>
      eventually(async () => {
        const { body } = await replica.as(who).get('/v1/queues');
        const queueIds = [body.items[0].id];
        const shift = await replica.as(who).put('/v1/monitor', { availability: 'away', queueIds });
        expect(shift.status).toBe(200);
      });
    const tried = {
      institutionId: cooperative.institution.cedar,
      roles: ['librarian' as const],
      path: '/v1/queues',
      stream: { path: '/v1/monitor/stream', ready },
    };
    expect(await signInEndsSeen(replica, cooperative.nats, tried)).toEqual(allEnded(true));
  });
});
