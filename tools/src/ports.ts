import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

/** A TCP port of 127.0.0.1 that nobody listened on a moment ago; see `freePorts`. */
export function freePort(): Promise<number> {
  return freePorts(1);
}

/** Whether 127.0.0.1:port can be listened on now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * The first of `count` ports in a row that are all free, below those the system gives to outgoing connections: one of
 * these would be taken before it is listened on, or while a test has its server down. Nobody else who asks, in whatever
 * process, is given one of them until this process has ended.
 */
export async function freePorts(count = 17): Promise<number> {
  for (let tries = 0; tries < 200; tries += 1) {
    const first = 12_000 + Math.floor((Math.random() * 18_700) / count) * count;
    const row = Array.from({ length: count }, (_, n) => first + n);
    const free = await Promise.all(row.map(isFree));
    if (free.every(Boolean) && (await reserve(row))) return first;
  }
  throw new Error(`This machine has no ${count} free ports in a row.`);
}

/** Takes the UDP ports of the same numbers, which nothing here uses and which the system frees when the process ends. */
async function reserve(row: readonly number[]): Promise<boolean> {
  const sockets = row.map(() => createSocket('udp4').unref());
  const taking = sockets.map(
    (socket, n) =>
      new Promise<boolean>((resolve) => {
        socket.once('error', () => resolve(false));
        socket.bind({ port: row[n]!, address: '127.0.0.1', exclusive: true }, () => resolve(true));
      }),
  );
  const taken = await Promise.all(taking);
  if (taken.every(Boolean)) return true;
  for (const socket of sockets) socket.close();
  return false;
}
