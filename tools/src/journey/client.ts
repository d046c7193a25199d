import { randomUUID } from 'node:crypto';

export interface Answer<T = Record<string, never>> {
  status: number;
  body: T;
}

/** What any answer may hold; a journey looks at a few fields of each. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Body = any;

const PATIENCE_MS = 60_000;

/**
 * Speaks to Carrel over HTTP as a careful client does: every command has an Idempotency-Key, and a connection
 * that breaks, or a part that is away (503), is tried again with the same key for a minute.
 */
export class Client {
  constructor(
    private readonly origin: string,
    readonly token?: string,
  ) {}

  as(token: string): Client {
    return new Client(this.origin, token);
  }

  async signIn(email: string, password = 'carrel-demo'): Promise<Staff> {
    const { body } = await this.expect(200, 'POST', '/api/admin/v1/auth/login', { email, password });
    return Object.assign(new Client(this.origin, body.accessToken as string), { account: body.account });
  }

  get(path: string): Promise<Body> {
    return this.expect(200, 'GET', path).then((a) => a.body);
  }

  post(path: string, body: object = {}): Promise<Body> {
    return this.expect([200, 201, 202, 204], 'POST', path, body).then((a) => a.body);
  }

  put(path: string, body: object): Promise<Body> {
    return this.expect([200, 201, 202, 204], 'PUT', path, body).then((a) => a.body);
  }

  /** The answer whatever its status, after patience with parts that are away. */
  async send(method: string, path: string, body?: object): Promise<Answer<Body>> {
    const headers: Record<string, string> = { 'idempotency-key': randomUUID() };
    if (body) headers['content-type'] = 'application/json';
    if (this.token) headers.authorization = `Bearer ${this.token}`;
    const until = Date.now() + PATIENCE_MS;
    for (let pause = 100; ; pause = Math.min(pause * 2, 2000)) {
      const answer = await this.once(method, path, headers, body).catch((cause: unknown) => ({
        status: 503,
        body: String(cause),
      }));
      if (answer.status !== 503 && answer.status !== 502) return answer;
      if (Date.now() > until) {
        throw new Error(
          `${method} ${path}: no answer for ${PATIENCE_MS / 1000} s: ${JSON.stringify(answer.body)}`,
        );
      }
      await new Promise((again) => setTimeout(again, pause));
    }
  }

  private async once(method: string, path: string, headers: Record<string, string>, body?: object) {
    const signal = AbortSignal.timeout(10_000);
    const init = { method, headers, signal, ...(body ? { body: JSON.stringify(body) } : {}) };
    const response = await fetch(this.origin + path, init);
    const text = await response.text();
    return { status: response.status, body: text ? (JSON.parse(text) as Body) : undefined };
  }

  private async expect(wanted: number | number[], method: string, path: string, body?: object) {
    const answer = await this.send(method, path, body);
    if (![wanted].flat().includes(answer.status)) {
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return answer;
  }
}

export type Staff = Client & { account: { id: string; name: string; institutionId: string } };

/** Asks again until the look succeeds; the last complaint is the error. */
export async function eventually<T>(look: () => Promise<T>, ms = PATIENCE_MS): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((again) => setTimeout(again, 100));
    }
  }
}
