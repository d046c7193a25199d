import { createServer, connect, type Server, type Socket } from 'node:net';
import { freePort } from '@carrel/tools';

/** A line to a database that can be cut and connected again; it begins cut. */
export interface Line {
  readonly url: string;
  connect(): Promise<void>;
  cut(): void;
}

export async function aLine(databaseUrl: string): Promise<Line> {
  const target = new URL(databaseUrl);
  const url = Object.assign(new URL(databaseUrl), { hostname: '127.0.0.1', port: String(await freePort()) });
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket.on('error', () => {}).on('close', () => sockets.delete(socket)));
    return socket;
  };
  return {
    url: url.href,
    connect: () =>
      new Promise((resolve) => {
        server = createServer((near) => {
          const far = keep(connect(Number(target.port), target.hostname));
          keep(near).pipe(far).pipe(near);
        }).listen(Number(url.port), '127.0.0.1', resolve);
      }),
    cut: () => {
      server?.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
