import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aNats, anonymous, eventually, type TestNats, type TestService } from '@carrel/testing';
import { Streams } from '../src/streams.js';
import { startSample } from './sample/start-sample.js';

let nats: TestNats;
let sample: TestService;

beforeAll(async () => {
  nats = await aNats();
  sample = await startSample(nats);
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
