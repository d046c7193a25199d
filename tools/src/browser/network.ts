import { createServer, request, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A network between a browser and Carrel that can be cut, and that can hold back streams as some proxies do. */
export interface Network {
  readonly url: string;
  /** Ends every connection and takes no new one, until `mend`. */
  cut(): void;
  mend(): void;
  /** Whether event streams get through; where they do not, their heads do. */
  streams: boolean;
  /** Whether answers to commands come back; where they do not, the commands have had their effect. */
  answers: boolean;
  end(): Promise<void>;
}

export async function aNetwork(to: string): Promise<Network> {
  const { hostname, port } = new URL(to);
  const sockets = new Set<Socket>();
  let isCut = false;
  const network = { streams: true, answers: true };
  const server: Server = createServer((asked, answer) => {
    const { method, url: path, headers } = asked;
    const on = request({ hostname, port, method, path, headers }, (come) => {
      if (!network.answers && method !== 'GET') {
        come.resume();
        return void answer.destroy();
      }
      answer.writeHead(come.statusCode ?? 502, come.headers);
      const isStream = String(come.headers['content-type']).startsWith('text/event-stream');
      if (isStream && !network.streams) {
        answer.flushHeaders();
        answer.on('close', () => come.destroy());
        come.resume();
      } else come.pipe(answer);
      come.on('error', () => answer.destroy());
    });
    on.on('error', () => answer.destroy());
    answer.on('close', () => on.destroy());
    asked.pipe(on);
  });
  server.on('connection', (socket) => {
    if (isCut) return void socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return Object.assign(network, {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    cut: () => {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => {
      isCut = false;
    },
    end: () =>
      new Promise<void>((ended) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => ended());
      }),
  });
}
