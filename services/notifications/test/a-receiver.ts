import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AnyEvent } from '@carrel/contracts';
import { freePort } from '@carrel/testing';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: AnyEvent;
}

/** A receiver of webhooks that can be down, answer badly, or not at all. */
export async function aReceiver() {
  const received: Received[] = [];
  let answer: (
    request: Received,
  ) => number | 'hang' | 'cut' | { status: number; headers: Record<string, string> } = () => 204;
  const listen = (port: number) =>
    new Promise<Server>((resolve) => {
      const server = createServer((request, reply) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          const body = Buffer.concat(chunks).toString('utf8');
          const one = { path: request.url ?? '', headers: request.headers, body, event: JSON.parse(body) };
          received.push(one);
          const said = answer(one);
          if (said === 'hang') return;
          if (said === 'cut') return void request.socket.destroy();
          if (typeof said === 'number') return void reply.writeHead(said).end();
          reply.writeHead(said.status, said.headers).end();
        });
      });
      server.listen(port, '127.0.0.1', () => resolve(server));
    });
  const port = await freePort();
  let server = await listen(port);
  const down = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    received,
    at: (path: string) => received.filter((one) => one.path === path),
    answers: (next: typeof answer) => (answer = next),
    down,
    up: async () => {
      server = await listen(port);
    },
    stop: down,
  };
}
