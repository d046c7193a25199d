import { createServer } from 'node:net';

/** A TCP port of 127.0.0.1 that nobody listened on a moment ago. */
export function freePort(): Promise<number> {
  return listenOnce(0).then((port) => {
    if (port === undefined) throw new Error('This machine gives out no free port.');
    return port;
  });
}

/** Whether 127.0.0.1:port can be listened on now. */
export async function isFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== undefined;
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}

/** The first of `count` ports in a row that are all free, below those the system gives out by itself. */
export async function freePorts(count = 17): Promise<number> {
  for (let tries = 0; tries < 200; tries += 1) {
    const first = 12_000 + Math.floor(Math.random() * 1_100) * 17;
    const free = await Promise.all(Array.from({ length: count }, (_, n) => isFree(first + n)));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`This machine has no ${count} free ports in a row.`);
}
