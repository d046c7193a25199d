import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { aNats, anonymous, staff, type TestClient, type TestNats, type TestService } from '@carrel/testing';
import { startSample } from './sample/start-sample.js';

let nats: TestNats;
let sample: TestService;
let anyone: TestClient;
let librarian: TestClient;

beforeAll(async () => {
  nats = await aNats();
  sample = await startSample(nats);
  anyone = sample.as(anonymous);
  librarian = sample.as(staff({ institutionId: 'aspen', roles: ['librarian'] }));
});
afterAll(async () => {
  await sample?.stop();
  await nats?.stop();
});

/** What a server says to these bytes until it hangs up. */
async function raw(origin: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  let said = '';
  socket.setEncoding('utf8').on('data', (text: string) => (said += text));
  socket.write(bytes);
  await once(socket, 'close');
  return said;
}

describe('What goes wrong is said as a problem document', () => {
  it('names who or what stands in the way of a refusal', async () => {
    const { status, body, headers } = await anyone.post('/v1/fail', { how: 'taken' });
    expect(status).toBe(409);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body).toEqual({
      type: 'urn:carrel:problem:already-taken',
      title: 'Not possible as things stand',
      status: 409,
      detail: 'Kim has it already.',
      code: 'already-taken',
      facts: { holder: 'kim-id' },
    });
  });

  it('says how long to wait when a rule of the domain limits', async () => {
    const { status, headers } = await anyone.post('/v1/fail', { how: 'slow' });
    expect([status, headers.get('retry-after')]).toEqual([429, '17']);
  });

  it('names the part that is away, another service or the database, and says when to ask again', async () => {
    for (const [how, part] of [
      ['away', 'chat'],
      ['gone', 'database'],
    ]) {
      const { body, headers } = await anyone.post('/v1/fail', { how });
      expect(body).toMatchObject({ status: 503, code: 'part-away', facts: { part } });
      expect(headers.get('retry-after')).toBe('5');
    }
  });

  it('discloses nothing of a bug', async () => {
    for (const how of ['bug', 'no error at all']) {
      const { status, body } = await anyone.post('/v1/fail', { how });
      expect(status).toBe(500);
      expect(body.code).toBe('internal');
      expect(JSON.stringify(body)).not.toMatch(/secret|reader|not even/);
    }
  });

  it('answers 422 for text that cannot be stored', async () => {
    const { status, body } = await anyone.post('/v1/fail', { how: 'nul' });
    expect([status, body.code]).toEqual([422, 'unstorable-text']);
  });

  it('answers 400 for what cannot be parsed: a body, an address', async () => {
    for (const answer of [
      await anyone.post('/v1/fail', '{"how":'),
      await anyone.post('/v1/fail', '{"__proto__":{"a":1}}'),
      await anyone.get('/v1/things/%zz'),
    ]) {
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.body.code).toBe('unparsable');
    }
  });

  it('[12.4] names a field whose name the parser refuses, or the program', async () => {
    const names = (body: { errors: { path: string }[] }) => body.errors.map(({ path }) => path);
    const proto = await anyone.post('/v1/fail', '{"how":{"__proto__":{"a":1}}}');
    expect([proto.status, proto.body.code, names(proto.body)]).toEqual([
      400,
      'unparsable',
      ['how.__proto__'],
    ]);
    const { status, body } = await librarian.post('/v1/things', {
      name: 'a',
      toString: 'x',
      constructor: 'y',
    });
    expect([status, names(body).sort()]).toEqual([422, ['constructor', 'toString']]);
  });

  it.each(['%00', 'a%07', '%1b%5B', '%c2%85', '%ED%A0%80', '%ff'])(
    '[12.4] answers 400 or 404 for a part of the path that no text may be: %s',
    async (part) => {
      for (const path of [`/v1/things/${part}`, `/v1/named/${part}`])
        expect([400, 404]).toContain((await librarian.get(path)).status);
    },
  );

  it.each([
    ['is no HTTP', 'HELLO\r\n\r\n', 400, 'unparsable'],
    [
      'has headers of 20 KB',
      `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
  ])('[promise 23] answers what %s, and so reaches no route', async (_, sent, status, code) => {
    const said = await raw(sample.url, sent);
    expect(said).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*content-type: application/problem\\+json`));
    expect(JSON.parse(said.split('\r\n\r\n')[1]!)).toMatchObject({ status, code });
  });

  it('[promise 23] answers 400 for a body that is nested without end', async () => {
    const { status, body } = await anyone.post(
      '/v1/fail',
      `{"how":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    );
    expect([status, body.code]).toEqual([400, 'unparsable']);
  });

  it('answers 404 alike for an address, an id that is none and a missing one', async () => {
    const missing = await librarian.get('/v1/things/0192f0c1-2345-7abc-8def-0123456789ab');
    const impossible = await librarian.get('/v1/things/17');
    expect(missing.status).toBe(404);
    expect(impossible.body).toEqual(missing.body);
    const nowhere = await anyone.get('/v1/nowhere?name=reader@example.org');
    expect(nowhere.status).toBe(404);
    expect(JSON.stringify(nowhere.body)).not.toContain('nowhere');
  });

  it('answers 413 for a body over 1 MiB and 415 for one that is not JSON', async () => {
    const large = await anyone.post('/v1/fail', { how: 'x'.repeat(1024 * 1024) });
    expect([large.status, large.body.code]).toEqual([413, 'too-large']);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const { status, body } = await anyone.post('/v1/fail', 'how=taken', { 'content-type': type });
      expect([status, body.code]).toEqual([415, 'unsupported-media-type']);
    }
  });

  it('answers 422 for a body that breaks its schema, with the path of every fault', async () => {
    const { status, body } = await librarian.post('/v1/things', {
      makers: [{ email: 'a@b.example' }, { email: 7 }],
    });
    expect(status).toBe(422);
    expect(body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'name' }),
        expect.objectContaining({
          ...{ path: 'makers.1.email', code: 'not-a-mail-address' },
          message: 'email must be an email',
        }),
      ]),
    );
  });

  it('refuses fields it does not know, nested ones and those of the query too', async () => {
    const { status, body } = await librarian.post('/v1/things', {
      name: 'a',
      operator: true,
      makers: [{ email: 'a@b.example', id: 'x' }],
    });
    expect(status).toBe(422);
    expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual(['makers.0.id', 'operator']);
    expect((await anyone.get('/v1/things?ofset=3')).status).toBe(422);
  });
});

describe('Lists go page by page', () => {
  it('and give every row once', async () => {
    for (let i = 0; i < 7; i++) await librarian.post('/v1/things', { name: `thing ${i}` });
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await anyone.get(`/v1/things?limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ name }: { name: string }) => name));
      if (body.nextCursor === null) break;
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(Array.from({ length: 7 }, (_, i) => `thing ${i}`));
  });

  it('A malformed cursor, or one of another list, is 400', async () => {
    const foreign = (await anyone.get('/v1/foreign-cursor')).body;
    for (const cursor of [
      'x',
      '%00',
      'W10',
      'e30',
      Buffer.from('["not-an-id"]').toString('base64url'),
      foreign,
    ]) {
      const { status, body } = await anyone.get(`/v1/things?cursor=${cursor}`);
      expect([cursor, status, body.code]).toEqual([cursor, 400, 'bad-cursor']);
    }
  });

  it('of 1 to 200 rows', async () => {
    for (const limit of ['0', '201', 'many', '1.5']) {
      expect((await anyone.get(`/v1/things?limit=${limit}`)).status).toBe(422);
    }
  });
});

describe('Every answer', () => {
  it('is kept out of caches and frames and carries a request id', async () => {
    for (const answer of [await anyone.get('/v1/things'), await anyone.get('/v1/nowhere')]) {
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{8,64}$/);
    }
  });

  it('may be read by pages of allowed origins only', async () => {
    const asked = async (origin: string) =>
      (await anyone.get('/v1/things', undefined, { origin })).headers.get('access-control-allow-origin');
    expect(await asked('http://localhost:8080')).toBe('http://localhost:8080');
    expect(await asked('https://aspen.example')).toBe('https://aspen.example');
    expect(await asked('https://evil.example')).toBeNull();
    expect(await asked('https://broken.example')).toBeNull();
    const preflight = await anyone.send('OPTIONS', '/v1/things', undefined, {
      origin: 'https://aspen.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,idempotency-key',
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/Idempotency-Key/);
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
    const refused = await anyone.send('OPTIONS', '/v1/things', undefined, {
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
    });
    expect([refused.status, refused.body.code, refused.body.facts]).toEqual([
      ...[403, 'origin-not-allowed'],
      { origin: 'https://evil.example', setting: 'web-origins' },
    ]);
    expect(refused.body.detail).toContain('web-origins');
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('are read by patrons in their language, and by programs of staff as they stand', async () => {
    const missing = (who: typeof anyone) =>
      who.get('/v1/nothing', undefined, { 'accept-language': 'es, en;q=0.5' });
    const said = await missing(anyone);
    expect([said.status, said.headers.get('content-language'), said.body]).toMatchObject([
      ...[404, 'es'],
      { code: 'not-found', title: 'No encontrado' },
    ]);
    expect((await missing(librarian)).body.title).toBe('Not found');
  });
});

describe('Health and metrics', () => {
  it('say what is there, without the prefix', async () => {
    expect((await anyone.get('/health/live')).status).toBe(200);
    const ready = await anyone.get('/health/ready');
    expect(ready.status).toBe(200);
    expect(Object.keys(ready.body.details)).toEqual(expect.arrayContaining(['database', 'nats', 'jobs']));
    expect((await anyone.get('/health/ready?x=1')).status).toBe(200);
  });

  it('measure by the route and never by the address', async () => {
    await librarian.get('/v1/things/0192f0c1-2345-7abc-8def-0123456789ab');
    const { body } = await anyone.get('/metrics');
    expect(body).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/api\/sample\/v1\/things\/:id",status="404"\}/,
    );
    expect(body).not.toContain('0192f0c1');
  });
});

describe('The OpenAPI document', () => {
  it('is valid and says of every operation who may call it and how it fails', async () => {
    const { status, body } = await anyone.get('/api/sample/openapi.json');
    expect(status).toBe(200);
    const config = await createConfig({
      rules: { struct: 'error', 'no-unresolved-refs': 'error', 'operation-operationId-unique': 'error' },
    });
    const source = JSON.stringify(body);
    expect(await lintFromString({ source, absoluteRef: 'sample.json', config })).toEqual([]);

    const make = body.paths['/api/sample/v1/things'].post;
    expect(make.operationId).toBe('createThing');
    expect(make.security).toEqual([{ staff: [] }]);
    expect(Object.keys(make.responses)).toEqual(
      expect.arrayContaining(['201', '400', '401', '403', '413', '415', '422', '503']),
    );
    expect(make.responses['422']).toEqual({ $ref: '#/components/responses/Problem422' });
    expect(make.parameters).toContainEqual({ $ref: '#/components/parameters/IdempotencyKey' });
    expect(body.paths['/api/sample/v1/things'].get.security).toEqual([]);
    expect(body.paths['/api/sample/v1/things/{id}'].get.security).toEqual([{ staff: [] }, { patron: [] }]);
    expect(body.paths['/api/sample/v1/limited'].post.responses['429']).toBeDefined();
    expect(Object.keys(body.paths).filter((path) => /health|metrics/.test(path))).toEqual([]);
  });
});
