import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { changedDesk, follow, type Desk, type FollowState } from './index.js';

/** What the server does with the nth call. */
type Part = (to: ServerResponse, asked: IncomingMessage) => void;

const head = (to: ServerResponse): void => void to.writeHead(200, { 'content-type': 'text/event-stream' });
const event = (to: ServerResponse, name: string, data: object, id?: string): void =>
  void to.write(`${id ? `id: ${id}\n` : ''}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
const line = (to: ServerResponse, seq: number): void =>
  event(to, 'line', { sessionId: 's', seq, text: `line ${seq}` }, `0.-.s-${seq}`);

describe('Following a stream', () => {
  let server: Server;
  const asked: IncomingMessage[] = [];
  const playing = async (...parts: Part[]): Promise<string> => {
    asked.length = 0;
    server = createServer((request, response) => {
      asked.push(request);
      (parts[asked.length - 1] ?? parts.at(-1)!)(response, request);
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  afterEach(() => {
    server.closeAllConnections();
    return new Promise((then) => server.close(then));
  });

  /** Follows until so many lines have come, or it is over. */
  const followed = async (baseUrl: string, most: number, more: object = {}) => {
    const seen: number[] = [];
    const states: FollowState[] = [];
    const tokens: boolean[] = [];
    const following = follow('me', {
      baseUrl,
      token: (renew) => {
        tokens.push(renew);
        return `token ${tokens.length}`;
      },
      onEvent: (e) => {
        if (e.event === 'line') seen.push(e.data.seq);
        if (seen.length === most) following.close();
      },
      onState: (state) => states.push(state),
      ...more,
    });
    const reason = await following.closed;
    return { seen, states, tokens, reason, lastId: following.lastId };
  };
  const lastIds = () => asked.map(({ headers }) => headers['last-event-id']);

  it('comes back after a cut, goes on after the last id, and says that it was degraded meanwhile', async () => {
    const baseUrl = await playing(
      (to) => {
        head(to);
        line(to, 1);
        line(to, 2);
        setTimeout(() => to.destroy(), 20);
      },
      (to) => {
        head(to);
        line(to, 3);
      },
    );
    const { seen, states, reason } = await followed(baseUrl, 3);
    expect(seen).toEqual([1, 2, 3]);
    expect(lastIds()).toEqual([undefined, '0.-.s-2']);
    expect(states.map(({ status }) => status)).toEqual(['connecting', 'live', 'degraded', 'live', 'closed']);
    expect(states[2]!.retryInMs).toBeGreaterThan(0);
    expect(reason).toBe('stopped');
  });

  it('takes over to a new token before the old one expires, and gives what comes on both lines once', async () => {
    let old: ServerResponse | undefined;
    const baseUrl = await playing(
      (to) => {
        old = to;
        head(to);
        line(to, 1);
        event(to, 'renew', { expiresAt: new Date().toISOString() });
      },
      (to) => {
        // What the old line still carries while the new one is opened.
        line(old!, 2);
        setTimeout(() => {
          head(to);
          line(to, 2);
          line(to, 3);
        }, 50);
      },
    );
    const { seen, states, tokens } = await followed(baseUrl, 3);
    expect(seen).toEqual([1, 2, 3]);
    expect(tokens).toEqual([false, true]);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer token 1', 'Bearer token 2']);
    expect(states.map(({ status }) => status)).toEqual(['connecting', 'live', 'closed']);
  });

  it('takes a line without a sign of life for cut', async () => {
    const baseUrl = await playing(
      (to) => {
        head(to);
        line(to, 1);
      },
      (to) => {
        head(to);
        line(to, 2);
      },
    );
    const { seen, states } = await followed(baseUrl, 2, { silentMs: 1_000 });
    expect(seen).toEqual([1, 2]);
    expect(states).toContainEqual(expect.objectContaining({ status: 'degraded', reason: 'silent' }));
  });

  it('asks for another token when the present one is refused, and begins anew where its place is not known', async () => {
    const problem = (status: number, code: string) => (to: ServerResponse) =>
      void to.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ code }));
    const baseUrl = await playing(problem(401, 'not-signed-in'), problem(422, 'future-cursor'), (to) => {
      head(to);
      line(to, 1);
    });
    const { seen, tokens } = await followed(baseUrl, 1, { after: '9.-' });
    expect(seen).toEqual([1]);
    expect(tokens).toEqual([false, true, false]);
    expect(lastIds()).toEqual(['9.-', '9.-', undefined]);
  });

  it('is over for good when there is nothing to come back to, with the reason', async () => {
    const baseUrl = await playing((to) => {
      head(to);
      event(to, 'close', { reason: 'sign-in-over' });
      to.end();
    });
    expect(await followed(baseUrl, 1)).toMatchObject({ reason: 'sign-in-over', seen: [] });
    expect(asked).toHaveLength(1);
  });
});

describe('A desk', () => {
  const row = (id: string, since: string, more: object = {}) => ({ id, since, ...more });

  it('is kept up to date by its changes, those who wait in their order', () => {
    const desk = { waiting: [row('a', '1'), row('b', '2')], queues: [], waitingInAll: 2 } as unknown as Desk;
    const changed = [row('c', '3', { first: true }), row('b', '2', { question: 'Why?' })] as never;
    const now = changedDesk(desk, { waiting: { changed, removed: ['a'] }, waitingInAll: 2 });
    expect(now.waiting).toEqual([row('c', '3', { first: true }), row('b', '2', { question: 'Why?' })]);
    expect(desk.waiting).toHaveLength(2);
  });
});
