import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from '@jest/globals';
import { endWhenStuck } from '../src/stack/nats-store.js';

const writeError = {
  status: 'unavailable',
  error: `JetStream stream 'CARREL > EVENTS' write error: write 1.blk: no space left on device`,
};
let monitor: Server | undefined;
afterEach(() => {
  monitor?.close();
});

/** A server whose monitoring address answers this, one after the other. */
async function aServer(answers: readonly object[]) {
  let asked = 0;
  monitor = createServer((_, response) => {
    const body = answers[Math.min(asked, answers.length - 1)]!;
    asked += 1;
    response.writeHead('error' in body ? 503 : 200, { connection: 'close' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => monitor!.listen(0, '127.0.0.1', resolve));
  let end = (): void => undefined;
  const ended = new Promise<{ code: null; signal: null }>(
    (resolve) => (end = () => resolve({ code: null, signal: null })),
  );
  const stoppedAfter: number[] = [];
  return {
    monitorUrl: `http://127.0.0.1:${(monitor.address() as AddressInfo).port}`,
    ended,
    stoppedAfter,
    stop: async () => {
      stoppedAfter.push(asked);
      end();
      await ended;
    },
  };
}

describe('A NATS server of the stack', () => {
  it('[promise 27] is ended, to be started again, when its stream takes nothing more', async () => {
    const behind = { status: 'unavailable', error: 'JetStream is not current with the meta leader' };
    const server = await aServer([{ status: 'ok' }, behind, writeError]);
    await endWhenStuck(server, tmpdir(), 5);
    expect(server.stoppedAfter).toEqual([3]);
  });

  it('is left alone while it does not answer', async () => {
    const server = await aServer([{ status: 'ok' }]);
    monitor!.close();
    const watched = endWhenStuck(server, tmpdir(), 5);
    setTimeout(() => void server.stop(), 50);
    await watched;
    expect(server.stoppedAfter).toEqual([0]);
  });
});
