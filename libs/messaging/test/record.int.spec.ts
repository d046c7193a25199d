import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { natsServerVersion, oldestNatsServer } from '@carrel/contracts';
import { aNats, eventually, type TestDatabase, type TestNats } from '@carrel/testing';
import { EVENTS, replaySince } from '../src/index.js';
import { faultOfServer } from '../src/server-check.js';
import { aMessagingDatabase } from './a-messaging-database.js';
import { aReplica, type Replica } from './a-service.js';
import { aMadeReferral } from './a-referral.js';
import { Effects } from './reactions.js';

describe('The outbox', () => {
  let nats: TestNats;
  let publisherDb: TestDatabase;
  let consumerDb: TestDatabase;
  let referrals: Replica;
  let questions: Replica;
  const start = new Date(Date.now() - 60_000);

  beforeAll(async () => {
    [nats, publisherDb, consumerDb] = await Promise.all([
      aNats(),
      aMessagingDatabase(),
      aMessagingDatabase(),
    ]);
    referrals = await aReplica({ service: 'referrals', url: publisherDb.url, nats });
    questions = await aReplica({ service: 'questions', url: consumerDb.url, nats, controllers: [Effects] });
  });
  afterAll(async () => {
    await questions?.stop();
    await referrals?.stop();
    await Promise.all([nats?.stop(), publisherDb?.drop(), consumerDb?.drop()]);
  });

  const effects = async (): Promise<{ all: number; once: number; back: number }> => {
    const [row] = await questions.db.query(
      `select count(*)::int as all, count(distinct event_id)::int as once,
              (select count(*)::int from projection where went_back) as back from effects`,
    );
    return row;
  };
  const unsent = async () => (await referrals.db.query('select from outbox where sent_at is null')).length;

  it('[promise 1] restores what NATS lost: replayed into an empty store, 0 missing and 0 repeated effects', async () => {
    for (let made = 0; made < 50; made += 1) await aMadeReferral(referrals.transactions, 4);
    await eventually(async () => expect(await effects()).toEqual({ all: 200, once: 200, back: 0 }));

    // Half of what happens next is in the store when it is lost, and handled by nobody.
    await questions.stop();
    for (let made = 0; made < 25; made += 1) await aMadeReferral(referrals.transactions, 4);
    await eventually(async () => expect(await unsent()).toBe(0));
    await nats.lose();
    for (let made = 0; made < 25; made += 1) await aMadeReferral(referrals.transactions, 4);

    expect(await replaySince(referrals.db, start)).toBeGreaterThanOrEqual(300);
    questions = await aReplica({ service: 'questions', url: consumerDb.url, nats, controllers: [Effects] });
    await eventually(async () => expect(await effects()).toEqual({ all: 400, once: 400, back: 0 }));
    await eventually(async () => expect(await unsent()).toBe(0));
  });

  it('[promise 1] is replayed also where the store still has the messages, without a second effect', async () => {
    const before = await effects();
    await replaySince(referrals.db, start);
    await eventually(async () => expect(await unsent()).toBe(0), 10_000);
    await aMadeReferral(referrals.transactions);
    await eventually(async () =>
      expect(await effects()).toEqual({ all: before.all + 1, once: before.once + 1, back: 0 }),
    );
  });

  it('[promise 1] builds a new service from nothing, out of a stream that was purged a moment ago', async () => {
    const connection = await connect({ servers: nats.url });
    await (await jetstreamManager(connection)).streams.purge(EVENTS);
    await connection.close();
    const replayed = await replaySince(referrals.db, start);
    const fresh = await aMessagingDatabase();
    const late = await aReplica({ service: 'notifications', url: fresh.url, nats, controllers: [Effects] });
    await eventually(async () => {
      const [row] = await late.db.query(
        `select count(*)::int as n, (select count(*)::int from projection where went_back) as back from effects`,
      );
      expect(row).toEqual({ n: replayed, back: 0 });
    });
    await late.stop();
    await fresh.drop();
  });

  it('[promise 1] recovers by itself when stream and consumer are deleted under running services', async () => {
    const before = await effects();
    const connection = await connect({ servers: nats.url });
    await (await jetstreamManager(connection)).streams.delete(EVENTS);
    await connection.close();
    await aMadeReferral(referrals.transactions, 3);
    await eventually(async () => expect((await effects()).once).toBe(before.once + 3));
  });
});

describe('A service', () => {
  let monitor: Server;
  let synced = false;
  let url: string;

  beforeAll(async () => {
    monitor = createServer((_request, response) => {
      response.end(
        JSON.stringify({ config: synced ? { sync_always: true } : { sync_interval: 120_000_000_000 } }),
      );
    }).listen(0);
    await new Promise((resolve) => monitor.once('listening', resolve));
    url = `http://127.0.0.1:${(monitor.address() as AddressInfo).port}`;
  });
  afterAll(() => void monitor.close());

  it('[promise 1] refuses a NATS server that is too old for a cluster of three', async () => {
    const settings = { natsMonitorUrl: undefined, production: false };
    expect(await faultOfServer('2.10.27', settings)).toContain(`older than ${oldestNatsServer}`);
    expect(await faultOfServer(natsServerVersion, settings)).toBeUndefined();
  });

  it('[promise 1] refuses to start in production without knowing how NATS syncs', async () => {
    expect(await faultOfServer('2.11.0', { natsMonitorUrl: undefined, production: true })).toContain(
      'NATS_MONITOR_URL',
    );
  });

  it('[promise 1] refuses to start with a server that acknowledges before its disk has the message', async () => {
    const [nats, database] = await Promise.all([aNats(), aMessagingDatabase()]);
    const start = () =>
      aReplica({ service: 'chat', url: database.url, nats: { url: nats.url, monitorUrl: url } });
    await expect(start()).rejects.toThrow('sync_interval: always');
    synced = true;
    await (await start()).stop();
    await Promise.all([nats.stop(), database.drop()]);
  });

  it('[promise 1] knows from the real server whether writes are synced', async () => {
    const nats = await aNats();
    const settings = { natsMonitorUrl: nats.monitorUrl, production: true };
    expect(await faultOfServer('2.11.0', settings)).toBeUndefined();
    await nats.stop();
    const folder = mkdtempSync(join(tmpdir(), 'carrel-unsynced-'));
    const port = Number(new URL(nats.monitorUrl).port);
    const config = join(folder, 'nats.conf');
    writeFileSync(
      config,
      `listen: "127.0.0.1:${new URL(nats.url).port}"\nhttp: "127.0.0.1:${port}"\njetstream { store_dir: "${folder}" }\n`,
    );
    const server = await runNats(config, nats.monitorUrl);
    expect(await faultOfServer('2.11.0', settings)).toContain('sync_interval: always');
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  });
});

async function runNats(config: string, monitorUrl: string) {
  const { spawn } = await import('node:child_process');
  const { findNatsServer } = await import('@carrel/tools');
  const server = spawn(await findNatsServer(), ['-c', config], { stdio: 'ignore' });
  await eventually(async () => expect((await fetch(`${monitorUrl}/healthz`)).ok).toBe(true));
  return server;
}
