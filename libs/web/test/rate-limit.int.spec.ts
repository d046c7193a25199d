import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@carrel/messaging';
import { aNats, anonymous, patron, staff, type TestNats, type TestService } from '@carrel/testing';
import { newPatronToken } from '../src/patron-tokens.js';
import { startSample } from './sample/start-sample.js';

let nats: TestNats;
let replicas: TestService[] = [];

beforeAll(async () => {
  nats = await aNats();
  const first = await startSample(nats);
  replicas = [await startSample(nats, { database: first.database }), first];
});
afterAll(async () => {
  for (const replica of replicas) await replica.stop();
  await nats?.stop();
});

const from = (ip: string) => ({ 'x-forwarded-for': ip });

describe('[F28] A limited handler', () => {
  it('counts over all replicas, and says when to try again', async () => {
    const answers = [];
    for (let i = 0; i < 8; i++) {
      answers.push(await replicas[i % 2]!.as(anonymous).post('/v1/limited', undefined, from('203.0.113.7')));
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
    const { headers, body } = answers[7]!;
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(50);
    expect(body).toMatchObject({
      code: 'too-many-requests',
      detail: expect.stringMatching(/try again in \d+ seconds/),
    });
  });

  it('leaves other addresses alone', async () => {
    expect(
      (await replicas[0]!.as(anonymous).post('/v1/limited', undefined, from('203.0.113.8'))).status,
    ).toBe(200);
  });

  it('counts accounts where it says so', async () => {
    const [robin, kim] = [1, 2].map(() => staff({ institutionId: newId(), roles: ['librarian'] }));
    const statuses = [];
    for (let i = 0; i < 3; i++)
      statuses.push((await replicas[i % 2]!.as(robin!).post('/v1/limited-by-account')).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect((await replicas[0]!.as(kim!).post('/v1/limited-by-account')).status).toBe(200);
  });

  it('counts an IPv6 network as one, which is a /64', async () => {
    const statuses = [];
    for (let i = 0; i < 6; i++) {
      const address = from(`2001:db8:9:9:${i}::1`);
      statuses.push((await replicas[i % 2]!.as(anonymous).post('/v1/limited', undefined, address)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });

  it('counts the network too where tokens are counted, since anybody can make tokens up', async () => {
    const statuses = [];
    for (let i = 0; i < 21; i++) {
      const stranger = replicas[i % 2]!.as(patron(newPatronToken().token));
      statuses.push((await stranger.post('/v1/limited-by-account', undefined, from('203.0.113.9'))).status);
    }
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(200));
    expect(statuses[20]).toBe(429);
  });

  it('stores no address', async () => {
    const rows: { key: string }[] = await replicas[0]!.db.query('SELECT key FROM rate_limits');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('203.0.113');
  });
});
