import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { textOf } from './manifests/build.js';
import { createGateway } from '../src/gateway/gateway.js';
import { policyOf } from '../src/gateway/pages.js';

/** Sends a whole body whatever is answered meanwhile, as curl and browsers do. */
function send(origin: string, body: Buffer, sized: boolean): Promise<{ status?: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      ...(sized ? { 'content-length': body.length } : { 'transfer-encoding': 'chunked' }),
    };
    const asked = request(`${origin}/api/admin/v1/x`, { method: 'POST', headers });
    asked.on('error', reject);
    asked.on('response', (answer) => {
      let text = '';
      answer.on('data', (part) => (text += String(part)));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ ...(answer.statusCode ? { status: answer.statusCode } : {}), body: text }),
      );
    });
    for (let at = 0; at < body.length; at += 65_536) asked.write(body.subarray(at, at + 65_536));
    asked.end();
  });
}

/** Sends what no client of HTTP would, and answers all that comes back. */
const sendRaw = (origin: string, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    const socket = connect(Number(new URL(origin).port), '127.0.0.1', () => socket.write(text));
    socket.on('data', (part) => (said += String(part)));
    socket.on('error', (error) => (said ? undefined : reject(error)));
    socket.on('close', () => resolve(said));
  });

describe('The gateway', () => {
  let gateway: FastifyInstance;
  let service: Server;
  let origin: string;
  let handle: (request: IncomingMessage, reply: ServerResponse) => void;

  beforeEach(async () => {
    service = createServer((request, reply) => handle(request, reply));
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
    const upstream = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
    gateway = await createGateway({
      admin: [upstream],
      chat: ['http://127.0.0.1:1'],
      questions: [upstream, 'http://127.0.0.1:1', `${upstream.replace('127.0.0.1', 'localhost')}`],
    });
    origin = await gateway.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(async () => {
    await gateway.close();
    service.closeAllConnections();
    await new Promise((resolve) => service.close(resolve));
  });

  it('hands a request on as it is, and the answer back', async () => {
    handle = (request, reply) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        reply.writeHead(418, { 'content-type': 'application/problem+json', etag: '"7"' });
        reply.end(JSON.stringify({ method: request.method, url: request.url, body }));
      });
    };
    const answer = await fetch(`${origin}/api/admin/v1/a%2Fb?q=1&q=2`, {
      method: 'PUT',
      body: '{"not": json',
    });
    expect([answer.status, answer.headers.get('etag')]).toEqual([418, '"7"']);
    expect(await answer.json()).toEqual({
      method: 'PUT',
      url: '/api/admin/v1/a%2Fb?q=1&q=2',
      body: '{"not": json',
    });
  });

  it("says the caller's address itself and believes no one else's word", async () => {
    handle = (request, reply) => reply.end(request.headers['x-forwarded-for']);
    const answer = await fetch(`${origin}/api/admin/`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(await answer.text()).toBe('127.0.0.1');
  });

  it.each([
    ['a step up in the path', 'GET /api/chat/..%2fadmin/v1/accounts HTTP/1.1', 400],
    ['another step up', 'GET /api/chat/%2e%2e/admin/v1/accounts HTTP/1.1', 400],
    ['another origin as its address', 'GET http://evil.example/api/admin/v1/x HTTP/1.1', 400],
    ['an address that is no text', 'GET /% HTTP/1.1', 400],
    ['half a letter in the address', 'GET /api/admin/v1/%ff HTTP/1.1', 400],
    ['headers without end', `GET /api/admin/v1/x HTTP/1.1\r\nX-A: ${'a'.repeat(40_000)}`, 431],
    ['an address without end', `GET /api/admin/v1/x?${'a'.repeat(40_000)} HTTP/1.1`, 431],
    ['two lengths', 'POST /api/admin/v1/x HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked', 400],
    ['no method there is', 'FOO /api/admin/v1/x HTTP/1.1', 400],
  ])('answers a request with %s by itself, with a problem document', async (_, head, status) => {
    let asked = 0;
    handle = (_request, reply) => {
      asked += 1;
      reply.end();
    };
    const answer = await sendRaw(origin, `${head}\r\nHost: x\r\nConnection: close\r\n\r\n`);
    const [headers, body] = answer.split('\r\n\r\n');
    expect(headers).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(headers).toMatch(/^content-type: application\/problem\+json/im);
    expect(JSON.parse(body!)).toMatchObject({ status, code: expect.any(String), detail: expect.any(String) });
    expect(asked).toBe(0);
  });

  it('answers 503 and when to come back while a service is away', async () => {
    const answer = await fetch(`${origin}/api/chat/v1/sessions`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 503, code: 'part-away' });
  });

  it('takes replicas in turn, and leaves one that takes no connection out for a while', async () => {
    const hosts: (string | undefined)[] = [];
    handle = (request, reply) => {
      hosts.push(request.headers.host?.split(':')[0]);
      reply.end();
    };
    const statuses: number[] = [];
    for (let n = 0; n < 7; n += 1) statuses.push((await fetch(`${origin}/api/questions/v1/x`)).status);
    expect(statuses.filter((status) => status === 503)).toHaveLength(1);
    expect(new Set(hosts)).toEqual(new Set(['127.0.0.1', 'localhost']));
  });

  it("passes a service's own 503 on at once", async () => {
    let asked = 0;
    handle = (_request, reply) => {
      asked += 1;
      reply.writeHead(503, { 'retry-after': '1' }).end();
    };
    expect((await fetch(`${origin}/api/admin/v1/x`)).status).toBe(503);
    expect(asked).toBe(1);
  });

  it('lets a stream through as it comes, and closes it behind a client who leaves', async () => {
    let stream: ServerResponse | undefined;
    const closed = new Promise<void>((resolve) => {
      handle = (_request, reply) => {
        stream = reply;
        reply.writeHead(200, { 'content-type': 'text/event-stream' });
        reply.write('data: one\n\n');
        reply.on('close', resolve);
      };
    });
    const leaving = new AbortController();
    const answer = await fetch(`${origin}/api/admin/v1/stream`, { signal: leaving.signal });
    const reader = answer.body!.getReader();
    const read = async () => new TextDecoder().decode((await reader.read()).value);
    expect(await read()).toBe('data: one\n\n');
    stream?.write('data: two\n\n');
    expect(await read()).toBe('data: two\n\n');
    leaving.abort();
    await closed;
  });

  it('gives its own pages the headers of all other pages, and Caddy gives them the same', async () => {
    const caddy = textOf('docker/Caddyfile');
    for (const path of ['/docs/', '/docs/swagger-ui-bundle.js', '/docs/swagger-initializer.js']) {
      const { headers } = await fetch(origin + path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/^default-src 'none'; script-src 'self';.*frame-ancestors 'none'$/);
      expect(caddy).toContain(`Content-Security-Policy "${policy}"`);
      for (const name of ['x-content-type-options', 'referrer-policy', 'cross-origin-opener-policy'])
        expect(caddy.toLowerCase()).toContain(`${name} ${headers.get(name)}`);
    }
    const page = await (await fetch(`${origin}/docs/`)).text();
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|\bon\w+=|<style/);
    for (const path of ['/nowhere', '/api/chat/v1/x'])
      expect((await fetch(origin + path)).headers.get('content-security-policy')).toContain(
        "default-src 'none'",
      );
  });

  it('gives pages of people the policy that the image of the pages gives them', () => {
    const policies = [...textOf('docker/pages.Caddyfile').matchAll(/Content-Security-Policy "(.*)"/g)];
    expect(policies.map(([, policy]) => policy)).toEqual([
      policyOf("'none'"),
      policyOf('{http.request.header.X-Frame-Ancestors}'),
    ]);
  });

  it("leaves a service's own headers as they are", async () => {
    handle = (_request, reply) =>
      reply.writeHead(200, { 'content-security-policy': "script-src 'none'" }).end();
    const { headers } = await fetch(`${origin}/api/admin/v1/page`);
    expect(headers.get('content-security-policy')).toBe("script-src 'none'");
  });

  describe('passes on the refusal of a body that a service does not read', () => {
    const refuse = (): void => {
      handle = (_request, reply) =>
        void reply.writeHead(413, { 'content-type': 'application/problem+json' }).end('{"status":413}');
    };
    const large = Buffer.alloc(8 * 1024 * 1024, 'x');

    it.each([
      ['of a known length', true],
      ['in chunks', false],
    ])('%s', async (_case, sized) => {
      refuse();
      const answers = await Promise.all(Array.from({ length: 8 }, () => send(origin, large, sized)));
      expect(answers).toEqual(Array(8).fill({ status: 413, body: '{"status":413}' }));
    });
  });

  it('shows the documents of all services on one page, and nothing at an address it does not know', async () => {
    expect((await fetch(`${origin}/docs`)).url).toBe(`${origin}/docs/`);
    const script = await (await fetch(`${origin}/docs/swagger-initializer.js`)).text();
    expect(script).toContain('/api/admin/openapi.json');
    expect(script).toContain('/api/chat/openapi.json');
    expect(await (await fetch(`${origin}/api/elsewhere`)).json()).toMatchObject({
      status: 404,
      code: 'not-found',
    });
  });
});
