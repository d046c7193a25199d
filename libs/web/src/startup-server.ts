import { createServer, type Server } from 'node:http';
import { problemDocument } from './problem.js';

/** Answers on the service's port while the service still waits for its database: alive, not ready, and why. */
export class StartupServer {
  private server: Server | undefined;
  private reason = '';

  constructor(
    private readonly port: number,
    private readonly host: string,
  ) {}

  async say(reason: string): Promise<void> {
    this.reason = reason;
    if (this.server) return;
    this.server = createServer((request, response) => {
      response.setHeader('cache-control', 'no-store');
      response.setHeader('connection', 'close');
      if (request.url === '/health/live') return json(response, 200, { status: 'ok' });
      const database = { status: 'down', message: this.reason };
      if (request.url === '/health/ready') {
        return json(response, 503, { status: 'error', info: {}, error: { database }, details: { database } });
      }
      const detail = `The service is starting: ${this.reason}.`;
      response.setHeader('retry-after', '5');
      return json(response, 503, problemDocument(503, 'part-away', detail, { facts: { part: 'database' } }));
    });
    await new Promise<void>((resolve, reject) => {
      this.server!.once('error', reject).listen(this.port, this.host, resolve);
    });
  }

  async close(): Promise<void> {
    const server = this.server;
    if (!server) return;
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  }
}

function json(response: import('node:http').ServerResponse, status: number, body: object): void {
  const type =
    'status' in body && typeof body.status === 'number' ? 'application/problem+json' : 'application/json';
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}
