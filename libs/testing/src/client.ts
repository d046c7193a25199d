import type { Actor } from './actors.js';
import { openTestStream, type TestStream } from './stream.js';

/** An answer, its body parsed when it is JSON. */
export interface Answer {
  readonly status: number;
  // Tests look into many shapes of body; naming each would test nothing.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
  readonly headers: Headers;
}

/** Speaks to one service as one actor. */
export class TestClient {
  constructor(
    private readonly origin: string,
    private readonly prefix: string,
    private readonly actor: Actor,
  ) {}

  get(path: string, body?: undefined, headers?: Record<string, string>): Promise<Answer> {
    return this.send('GET', path, body, headers);
  }
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.send('POST', path, body, headers);
  }
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.send('PUT', path, body, headers);
  }
  delete(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    return this.send('DELETE', path, body, headers);
  }

  /** Sends a request; a path that starts with /v1 is taken below /api/<service>. A body of text or bytes is sent as it is. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const answer = await fetch(this.urlOf(path), {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(await this.actor.headers()),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = /\bjson\b/.test(answer.headers.get('content-type') ?? '') && text !== '';
    return { status: answer.status, body: json ? JSON.parse(text) : text, headers: answer.headers };
  }

  /** Opens a server-sent event stream; fails when the answer is not one. */
  async stream(path: string, headers: Record<string, string> = {}): Promise<TestStream> {
    return openTestStream(this.urlOf(path), { ...(await this.actor.headers()), ...headers });
  }

  private urlOf(path: string): string {
    return this.origin + (path.startsWith('/v1') ? this.prefix + path : path);
  }
}
