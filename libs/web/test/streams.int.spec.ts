import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@carrel/messaging';
import { connect as connectTo } from '@nats-io/transport-node';
import {
  aNats,
  anonymous,
  eventually,
  patron,
  staff,
  type TestNats,
  type TestService,
} from '@carrel/testing';
import { newPatronToken } from '../src/patron-tokens.js';
import { Streams } from '../src/streams.js';
import { startSample } from './sample/start-sample.js';

let nats: TestNats;
let sample: TestService;

beforeAll(async () => {
  nats = await aNats();
  sample = await startSample(nats, { env: { STREAMS_PER_PERSON: '3', STREAMS_PER_NETWORK: '60' } });
});
afterAll(async () => {
  await sample?.stop();
  await nats?.stop();
});

/** Opens a stream over a bare socket; what it has sent so far is `text()`. */
function rawStream(path: string): { socket: Socket; text: () => string } {
  const { port } = new URL(sample.url);
  const socket = connect(Number(port), '127.0.0.1');
  let text = '';
  socket.on('error', () => {});
  socket.on('data', (chunk) => (text += chunk.toString()));
  socket.write(`GET /api/sample/v1/${path} HTTP/1.1\r\nhost: x\r\norigin: https://aspen.example\r\n\r\n`);
  return { socket, text: () => text };
}

const open = (): number => sample.app.get(Streams).open;

describe('[B16] A stream', () => {
  it('starts at once, is cached nowhere, keeps the line open and says when to come back', async () => {
    const { socket, text } = rawStream('stream');
    await eventually(() => expect(text()).toContain('event: hello'));
    expect(text()).toMatch(/content-type: text\/event-stream/i);
    expect(text()).toMatch(/cache-control: no-store/i);
    expect(text()).toMatch(/x-accel-buffering: no/i);
    expect(text()).toMatch(/access-control-allow-origin: https:\/\/aspen\.example/i);
    expect(text()).toMatch(/retry: \d+\n\n/);
    expect(text()).toContain('id: 1\nevent: hello\ndata: {"text":"two\\nlines"}\n\n');
    await eventually(() => expect(text()).toContain('event: ping'), 11_500);
    socket.destroy();
    await eventually(() => expect(open()).toBe(0));
  });

  it('[promise 12] is dropped when its reader is too slow, and others do not feel it', async () => {
    const { socket } = rawStream('flood');
    const other = await sample.as(anonymous).stream('/v1/stream');
    await eventually(() => expect(open()).toBe(2));
    socket.pause();
    const before = process.memoryUsage().arrayBuffers;
    await eventually(() => expect(open()).toBe(1), 10_000);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 * 1024);
    await other.next('hello');
    socket.destroy();
    other.close();
  });

  it('[promise 31] closes within 5 seconds of the end of its sign-in, whose token is refused then', async () => {
    const librarian = staff({ institutionId: newId(), roles: ['librarian'] });
    const colleague = staff({ institutionId: newId(), roles: ['librarian'] });
    const [theirs, other] = await Promise.all(
      [librarian, colleague].map((one) => sample.as(one).stream('/v1/stream')),
    );
    const connection = await connectTo({ servers: nats.url });
    const data = { signInId: librarian.signInId, accountId: librarian.accountId, because: 'logout' };
    connection.publish('carrel.admin.sign-in.ended.v1', JSON.stringify({ data }));
    const closed = await theirs!.next('close', undefined, 5_000);
    expect(closed.data).toMatchObject({ reason: 'sign-in-over' });
    expect((await sample.as(librarian).get('/v1/caller')).status).toBe(401);
    expect((await sample.as(colleague).get('/v1/caller')).status).toBe(200);
    other!.close();
    await connection.close();
  });

  it('[promise 31] closes when its account has lost a role it was opened with', async () => {
    const reviewer = staff({ institutionId: newId(), roles: ['librarian', 'reviewer'] });
    const stream = await sample.as(reviewer).stream('/v1/stream');
    const { accountId, institutionId } = reviewer;
    const account = {
      accountId,
      institutionId,
      groupRoles: [],
      operator: false,
      trained: true,
      active: true,
    };
    const connection = await connectTo({ servers: nats.url });
    const say = (type: string, data: object) =>
      connection.publish(`carrel.admin.${type}`, JSON.stringify({ data, time: new Date().toISOString() }));
    say('account.invited.v1', { accountId, institutionId, purpose: 'password-reset' });
    say('account.updated.v1', { ...account, roles: ['librarian'] });
    expect((await stream.next('close', undefined, 5_000)).data).toMatchObject({ reason: 'roles-changed' });
    expect((await sample.as(reviewer).get('/v1/caller')).body.roles).toEqual(['librarian']);
    await connection.close();
  });

  it('[promise 31] closes when its token expires, and says so before: a second one with a new token goes on', async () => {
    const claims = {
      accountId: newId(),
      signInId: newId(),
      institutionId: newId(),
      roles: ['librarian' as const],
    };
    const first = await sample.as(staff({ ...claims, expiresIn: 3 })).stream('/v1/stream');
    await first.next('renew', undefined, 5_000);
    const second = await sample.as(staff(claims)).stream('/v1/stream');
    expect((await first.next('close', undefined, 6_000)).data).toMatchObject({ reason: 'token-expired' });
    await second.next('hello');
    expect(open()).toBe(1);
    second.close();
  });

  it('[promise 30] is one of few for each account, each patron and each network; an IPv6 network is its /64', async () => {
    const librarian = staff({ institutionId: newId(), roles: ['librarian'] });
    const { token } = newPatronToken();
    const from = (address: string) => ({ 'x-forwarded-for': address });
    for (const [who, address] of [
      [librarian, '198.51.100.1'] as const,
      [patron(token), '198.51.100.2'] as const,
    ]) {
      const open = [1, 2, 3].map(() => sample.as(who).stream('/v1/stream', from(address)));
      const streams = await Promise.all(open);
      const refused = await sample.as(who).get('/v1/stream', undefined, from(address));
      expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-streams' } });
      expect(refused.headers.get('retry-after')).toBe('30');
      streams[0]!.close();
      await eventually(async () => (await sample.as(who).stream('/v1/stream', from(address))).close());
      for (const stream of streams) stream.close();
    }
    const many = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        sample.as(anonymous).stream('/v1/stream', from(`2001:db8:7:1::${n.toString(16)}`)),
      ),
    );
    const next = (address: string) => sample.as(anonymous).get('/v1/stream', undefined, from(address));
    expect(await next('2001:db8:7:1:ffff::1')).toMatchObject({ status: 429 });
    const neighbour = await sample.as(anonymous).stream('/v1/stream', from('2001:db8:7:2::1'));
    for (const stream of [...many, neighbour]) stream.close();
    await eventually(() => expect(open()).toBe(0));
  });

  it('leaves nothing behind when its reader goes, however often', async () => {
    const listeners = sample.app.getHttpServer().listenerCount('close');
    for (let round = 0; round < 10; round++) {
      const streams = await Promise.all(
        Array.from({ length: 50 }, () => sample.as(anonymous).stream('/v1/stream')),
      );
      expect(open()).toBeGreaterThanOrEqual(50);
      for (const stream of streams) stream.close();
    }
    await eventually(() => expect(open()).toBe(0));
    expect(sample.app.getHttpServer().listenerCount('close')).toBe(listeners);
    await eventually(async () => {
      const connections = await new Promise((resolve) =>
        sample.app.getHttpServer().getConnections((_: unknown, count: number) => resolve(count)),
      );
      expect(connections).toBeLessThanOrEqual(2);
    });
  });
});
