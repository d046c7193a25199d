import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Wire } from './wire.js';

export interface Answer {
  readonly status: number;
  /** Without parameters, lower case; empty when there is none. */
  readonly mediaType: string;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });
/** Whoever has to be waited for this long has not answered. */
const PATIENCE_MS = 30_000;

/** Node leaves it out where a body is unusual, as with GET and DELETE. */
const lengthOf = (body: string | undefined) =>
  body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };

/** As `ask`, again while another service is too busy to say what this one needs. */
export async function askUntilAvailable(origin: string, wire: Wire, from: string): Promise<Answer> {
  for (const until = Date.now() + 60_000; ; await sleep(200)) {
    const answer = await ask(origin, wire, from);
    if (answer.status !== 503 || Date.now() > until) return answer;
  }
}

/** Sends bytes as they are, which `fetch` would tidy up first; a stream is cut as soon as it begins. */
export function ask(origin: string, wire: Wire, from: string): Promise<Answer> {
  const { method, path, headers, body } = wire;
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const sent = request(
      {
        agent,
        hostname,
        port,
        method,
        path,
        headers: { ...headers, ...lengthOf(body), 'x-forwarded-for': from },
      },
      (response) => {
        const { statusCode: status = 0 } = response;
        const mediaType = (response.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
        if (mediaType === 'text/event-stream') {
          resolve({ status, mediaType, text: '' });
          sent.destroy();
          return;
        }
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.once('end', () =>
          resolve({ status, mediaType, text: Buffer.concat(parts).toString('utf8') }),
        );
        response.once('error', reject);
      },
    );
    sent.setTimeout(PATIENCE_MS, () => sent.destroy(new Error(`no answer within ${PATIENCE_MS / 1000} s`)));
    sent.once('error', (error: NodeJS.ErrnoException) => {
      // The server had closed an idle connection just when it was taken again: nobody has read the request.
      if (sent.reusedSocket && error.code === 'ECONNRESET') ask(origin, wire, from).then(resolve, reject);
      else reject(error);
    });
    sent.end(body);
  });
}
