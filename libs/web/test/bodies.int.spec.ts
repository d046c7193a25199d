import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@carrel/messaging';
import {
  aNats,
  eventually,
  patron,
  staff,
  TestClient,
  anonymous,
  type TestNats,
  type TestService,
} from '@carrel/testing';
import { freePort } from '@carrel/tools';
import { newPatronToken } from '../src/index.js';
import { runSample, type SampleProcess } from './sample/process.js';
import { sendSlowly, sendWhole, type SlowBody } from './sample/slow-body.js';
import { startSample } from './sample/start-sample.js';

let nats: TestNats;
let sample: TestService;
let open: SlowBody[] = [];
let measured: SampleProcess | undefined;

beforeAll(async () => {
  nats = await aNats();
  sample = await startSample(nats);
});
afterEach(() => {
  for (const { socket } of open) socket.destroy();
  open = [];
});
afterAll(async () => {
  measured?.child.kill('SIGKILL');
  await sample?.stop();
  await nats?.stop();
});

const megabyte = 1024 * 1024;
const file = { 'content-type': 'application/pdf', 'content-length': String(10 * megabyte) };
const tokenOf = async (actor: { headers(): Promise<Record<string, string>> }) => actor.headers();
const aPatron = () => tokenOf(patron(newPatronToken().token));

/** Sends the head, and of the body only what is given. */
function send(path: string, headers: Record<string, string>, sent?: Buffer): SlowBody {
  const one = sendSlowly(Number(new URL(sample.url).port), path, headers, sent);
  open.push(one);
  return one;
}

describe('[promise 24] A request is judged before the first byte of its body', () => {
  const json = { 'content-type': 'application/json', 'content-length': '1000' };
  const cases: [string, number, () => Promise<[string, Record<string, string>]>][] = [
    ['at an address that is none', 404, async () => ['/v1/nowhere', json]],
    ['without a token', 401, async () => ['/v1/things', json]],
    ['with a bad token', 401, async () => ['/v1/things', { ...json, authorization: 'Bearer x.y.z' }]],
    ['without a token, on a route for files', 401, async () => ['/v1/files', file]],
    [
      'without the role',
      403,
      async () => [
        '/v1/things',
        { ...json, ...(await tokenOf(staff({ institutionId: newId(), roles: [] }))) },
      ],
    ],
    [
      'that is too large',
      413,
      async () => ['/v1/public-things', { ...json, 'content-length': String(megabyte + 1) }],
    ],
    [
      'that is too large for a file',
      413,
      async () => [
        '/v1/files',
        { ...file, ...(await aPatron()), 'content-length': String(10 * megabyte + 1) },
      ],
    ],
    ['of another kind', 415, async () => ['/v1/public-things', { ...json, 'content-type': 'text/plain' }]],
    ['that is a file where none is taken', 415, async () => ['/v1/public-things', file]],
  ];

  it.each(cases)('%s', async (_name, status, request) => {
    const [path, headers] = await request();
    expect(await send(`/api/sample${path}`, headers).status).toBe(status);
  });

  it('beyond its rate', async () => {
    const headers = { ...(await aPatron()), 'content-type': 'application/pdf' };
    for (let n = 0; n < 5; n += 1) {
      const { status, body } = await sample.http.post('/v1/files', Buffer.alloc(20_000), headers);
      expect([status, body]).toEqual([200, { length: 20_000 }]);
    }
    expect(await send('/api/sample/v1/files', { ...file, ...headers }).status).toBe(429);
  });

  it('and counts it once against its rate', async () => {
    const headers = { ...(await aPatron()), 'content-type': 'application/pdf' };
    const statuses = [];
    for (let n = 0; n < 6; n += 1)
      statuses.push((await sample.http.post('/v1/files', Buffer.alloc(10), headers)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });

  it('and one caller sends few at once', async () => {
    const headers = { ...file, ...(await aPatron()) };
    const mine = Array.from({ length: 4 }, () =>
      send('/api/sample/v1/files', { ...headers, 'content-length': '50000' }),
    );
    expect(await Promise.race(mine.map(({ status }) => status))).toBe(429);
    // Another is not held up.
    const other = await sample.http.post('/v1/files', Buffer.alloc(50_000), {
      ...(await aPatron()),
      'content-type': 'application/pdf',
      'x-forwarded-for': '203.0.113.4',
    });
    expect(other.status).toBe(200);
  });
});

describe('A body', () => {
  it('that is refused is read and dropped, so that who still sends it sees the answer', async () => {
    const large = Buffer.alloc(16 * megabyte, 'x');
    const url = `${sample.url}/api/sample/v1/public-things`;
    const sized = { 'content-length': String(large.length) };
    for (const size of [sized, { 'transfer-encoding': 'chunked' }]) {
      const all = Array.from({ length: 3 }, () =>
        sendWhole(url, { 'content-type': 'application/json', ...size }, large),
      );
      expect(await Promise.all(all)).toEqual(Array(3).fill(413));
    }
  });

  it('that ends too early changes nothing', async () => {
    const sent = Buffer.from('{"name":"half');
    const headers = { 'content-type': 'application/json', 'content-length': '40' };
    const one = send('/api/sample/v1/public-things', headers, sent);
    one.socket.end();
    await one.status;
    expect(await sample.db.query(`SELECT 1 FROM things WHERE name LIKE 'half%'`)).toEqual([]);
  });
});

describe('The memory of a service', () => {
  const senders = 200;

  it(`stays within 64 MB of rest under ${senders} slow uploads of 10 MB, and the service answers`, async () => {
    const port = await freePort();
    const settings = { PORT: String(port), NATS_URL: nats.url, LOG_LEVEL: 'silent' };
    measured = runSample([], { ...settings, SAMPLE_DATABASE_URL: sample.database.url });
    const client = new TestClient(`http://127.0.0.1:${port}`, '/api/sample', anonymous);
    await eventually(async () => expect((await client.get('/health/ready')).status).toBe(200));
    const { pid } = measured.child;
    const memory = (name: 'VmRSS' | 'VmHWM'): number =>
      Number(
        new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1],
      ) / 1024;
    // Some calls and uploads first, so that rest is not the memory of a service that has never worked.
    const warm = { ...(await aPatron()), 'content-type': 'application/pdf' };
    for (let n = 0; n < 4; n += 1) await client.post('/v1/files', Buffer.alloc(10 * megabyte), warm);
    for (let n = 0; n < 50; n += 1) await client.post('/v1/public-things', { name: 'warm' });
    const rest = memory('VmRSS');
    // From here on the kernel keeps the highest.
    writeFileSync(`/proc/${pid}/clear_refs`, '5');

    const most = Buffer.alloc(9.9 * megabyte);
    for (let n = 0; n < senders; n += 1) {
      const headers = { ...file, ...(await aPatron()), 'x-forwarded-for': `198.51.${n >> 4}.${n}` };
      open.push(sendSlowly(port, '/api/sample/v1/files', headers, most));
    }
    const answers: number[] = [];
    for (const { status } of open) void status.then((answer) => answers.push(answer));
    // All but the two that there is room for are refused, at the latest when they have waited for it.
    await eventually(() => expect(answers.length).toBeGreaterThanOrEqual(senders - 2));
    expect(memory('VmHWM') - rest).toBeLessThan(64);
    expect(new Set(answers)).toEqual(new Set([503]));
    expect((await client.post('/v1/public-things', { name: 'afterwards' })).status).toBe(201);
  });
});
