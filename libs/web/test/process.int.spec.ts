import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aDatabase,
  aNats,
  eventually,
  TestClient,
  anonymous,
  type TestNats,
  type TestStream,
} from '@carrel/testing';
import { freePort, startNats } from '@carrel/tools';
import { aLine } from './sample/line.js';
import { runSample, type SampleProcess } from './sample/process.js';

let nats: TestNats;
let started: SampleProcess[] = [];

beforeAll(async () => {
  nats = await aNats();
});
afterEach(() => {
  for (const { child } of started) child.kill('SIGKILL');
  started = [];
});
afterAll(async () => {
  await nats?.stop();
});

function start(args: string[], env: Record<string, string>): SampleProcess {
  const sample = runSample(args, env);
  started.push(sample);
  return sample;
}

async function aService(change: Record<string, string> = {}) {
  const database = await aDatabase();
  const port = await freePort();
  const env = {
    PORT: String(port),
    SAMPLE_DATABASE_URL: database.url,
    SAMPLE_DATABASE_OWNER_URL: database.ownerUrl,
    NATS_URL: nats.url,
    ...change,
  };
  return {
    database,
    port,
    env,
    client: new TestClient(`http://127.0.0.1:${port}`, '/api/sample', anonymous),
  };
}

describe('[B22] The environment', () => {
  it('is refused with every problem named at once', async () => {
    const sample = start([], {
      NODE_ENV: 'production',
      PORT: 'eighty',
      DATABASE_URL: 'mysql://x',
      PUBLIC_URL: 'carrel',
    });
    expect(await sample.exit).toBe(1);
    for (const name of ['PORT', 'DATABASE_URL', 'PUBLIC_URL', 'NATS_URL']) {
      expect(sample.output()).toContain(`  - ${name} `);
    }
    expect(sample.output()).not.toContain('    at ');
  });
});

describe('[promise 27] A service started before its database and NATS', () => {
  it('listens, says on /health/ready what is missing, and recovers by itself', async () => {
    const natsPort = await freePort();
    const { database, env, client } = await aService({ NATS_URL: `nats://127.0.0.1:${natsPort}` });
    const line = await aLine(database.url);
    const sample = start([], { ...env, SAMPLE_DATABASE_URL: line.url });
    const missing = async (part: string) => {
      const { status, body } = await client.get('/health/ready');
      expect(status).toBe(503);
      return body.error[part]?.message as string | undefined;
    };
    await eventually(async () => expect(await missing('database')).toBe('the database does not answer'));
    expect((await client.get('/health/live')).status).toBe(200);
    expect((await client.get('/v1/things')).body).toMatchObject({ status: 503, code: 'part-away' });

    await line.connect();
    await eventually(
      async () => expect(await missing('database')).toBe('the migrations have not run'),
      10_000,
    );
    const migrated = start(['migrate'], env);
    expect([await migrated.exit, migrated.output()]).toEqual([0, expect.stringContaining('sample: Things')]);
    // Without NATS it serves what it can, and is not ready.
    await eventually(async () => expect((await client.get('/v1/things')).status).toBe(200), 10_000);
    expect(await missing('nats')).toBe('does not answer');

    const late = await startNats({
      port: natsPort,
      dataDir: mkdtempSync(join(tmpdir(), 'carrel-late-nats-')),
    });
    try {
      await eventually(async () => expect((await client.get('/health/ready')).status).toBe(200));
      // NATS gone later degrades it only: requests are still served.
      await late.kill();
      await eventually(async () => {
        const { status, body } = await client.get('/health/ready');
        expect([status, body.status, body.details.nats.status]).toEqual([200, 'degraded', 'degraded']);
      });
      expect((await client.get('/v1/things')).status).toBe(200);

      line.cut();
      const { status, body } = await client.get('/v1/things');
      expect([status, body.facts]).toEqual([503, { part: 'database' }]);
      expect(await missing('database')).toBe('does not answer');
      await line.connect();
      await eventually(async () => expect((await client.get('/v1/things')).status).toBe(200));
      expect(sample.child.exitCode).toBeNull();
    } finally {
      await late.stop();
      sample.child.kill('SIGKILL');
      await sample.exit;
      line.cut();
      await database.drop();
    }
  });
});

describe('[promise 14] A service that gets SIGTERM', () => {
  it('is not ready any more, finishes what it has, asks a thousand streams to reconnect, spread out, and exits 0 within 10 s', async () => {
    const { database, env, client } = await aService({ DRAIN_DELAY_MS: '2000' });
    const migrations = [start(['migrate'], env), start(['migrate'], env)];
    expect(await Promise.all(migrations.map(({ exit }) => exit))).toEqual([0, 0]);
    const sample = start([], env);
    await eventually(async () => expect((await client.get('/health/ready')).status).toBe(200));
    const streams: TestStream[] = [];
    for (let batch = 0; batch < 10; batch++) {
      streams.push(...(await Promise.all(Array.from({ length: 100 }, () => client.stream('/v1/stream')))));
    }
    const underWay = client.get('/v1/slow');
    await eventually(async () =>
      expect((await client.get('/metrics')).body).toContain('http_open_streams 1000'),
    );
    const asked = Date.now();
    const ended = sample.exit.then(() => Date.now());
    sample.child.kill('SIGTERM');
    await eventually(async () => {
      const { status, body } = await client.get('/health/ready');
      expect([status, body.error?.service?.message]).toEqual([503, 'draining']);
    });
    expect((await underWay).body).toBe('done');
    const hints = await Promise.all(
      streams.map(async (stream) => (await stream.next('close')).data.retryMs as number),
    );
    expect(await sample.exit).toBe(0);
    expect((await ended) - asked).toBeLessThan(10_000);
    expect(Math.max(...hints) - Math.min(...hints)).toBeGreaterThan(3000);
    expect(new Set(hints).size).toBeGreaterThan(500);
    await database.drop();
  });
});

describe('Started to write its document', () => {
  it('needs neither a database nor an environment', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'carrel-openapi-')), 'sample.json');
    const sample = start(['openapi', file], {});
    expect([await sample.exit, sample.output()]).toEqual([0, '']);
    const document = JSON.parse(readFileSync(file, 'utf8'));
    expect(Object.keys(document.paths)).toContain('/api/sample/v1/things/{id}');
  });
});
