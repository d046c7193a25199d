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
 * these would be taken before it is listened on, or while a test has its server down.
 */
export async function freePorts(count = 17): Promise<number> {
  for (let tries = 0; tries < 200; tries += 1) {
    const first = 12_000 + Math.floor((Math.random() * 18_700) / count) * count;
    const free = await Promise.all(Array.from({ length: count }, (_, n) => isFree(first + n)));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`This machine has no ${count} free ports in a row.`);
}
