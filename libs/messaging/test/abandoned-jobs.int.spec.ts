import { Injectable } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aNats,
  aPostgres,
  eventually,
  type TestDatabase,
  type TestNats,
  type TestPostgres,
} from '@carrel/testing';
import pg from 'pg';
import { Job } from '../src/index.js';
import { aMessagingDatabase } from './a-messaging-database.js';
import { aReplica, type Replica } from './a-service.js';

const ran: string[] = [];
/** Called in the middle of a job of this name. */
const amid = new Map<string, () => Promise<void>>();

@Injectable()
class Letters {
  @Job('write')
  async write({ to }: { to: string }): Promise<void> {
    ran.push(to);
    await amid.get(to)?.();
  }
}

let nats: TestNats;
beforeAll(async () => {
  nats = await aNats();
});
afterAll(() => nats?.stop());
const options = { service: 'notifications', providers: [Letters], jobConcurrency: 1 };

describe('A job in whose middle its process was killed', () => {
  let database: TestDatabase;
  let service: Replica;
  beforeAll(async () => {
    database = await aMessagingDatabase();
    service = await aReplica({ ...options, url: database.url, nats, silenceMs: 500 });
  });
  afterAll(async () => {
    await service?.stop();
    await database?.drop();
  });

  it('is run by another soon, and one whose process lives is left to it', async () => {
    const elsewhere = new pg.Client({ connectionString: database.url });
    await elsewhere.connect();
    // The numbers are those by which every process says that its workers live.
    await elsewhere.query(`select pg_advisory_lock(${0x6361_0003}, hashtext('worker-alive'))`);
    await lockedBy('worker-alive', 'Ada');
    await lockedBy('worker-killed', 'Ben');
    await eventually(() => expect(ran).toContain('Ben'), 10_000);
    expect(ran).not.toContain('Ada');
    await elsewhere.end();
    await eventually(() => expect(ran).toContain('Ada'), 10_000);
  });

  /** A job as a worker has it that took it a while ago. */
  const lockedBy = (worker: string, to: string) =>
    service.transactions.run(async (tx) => {
      await tx.job('write', { to }, { key: to });
      await tx.manager.query(
        `update graphile_worker._private_jobs
         set locked_at = now() - interval '1 minute', locked_by = $1, attempts = 1 where key = $2`,
        [worker, to],
      );
    });
});

describe('A worker whose database is away when its job ends', () => {
  let server: TestPostgres;
  let database: TestDatabase;
  let service: Replica;
  beforeAll(async () => {
    server = await aPostgres();
    database = await aMessagingDatabase(server.url);
    service = await aReplica({ ...options, url: database.url, nats, silenceMs: 500 });
  });
  afterAll(async () => {
    await service?.stop();
    await database?.drop();
    await server?.stop();
  });

  it('waits for it, and goes on with the next job', async () => {
    amid.set('Cleo', () => server.kill());
    await service.transactions.run((tx) => tx.job('write', { to: 'Cleo' }));
    await eventually(() => expect(ran).toContain('Cleo'), 10_000);
    await eventually(() => expect(service.db.query('select 1')).rejects.toThrow());
    await server.restart();
    await eventually(() => service.transactions.run((tx) => tx.job('write', { to: 'Dora' })), 20_000);
    await eventually(() => expect(ran).toContain('Dora'), 30_000);
    await eventually(async () =>
      expect(await service.db.query('select from graphile_worker.jobs')).toEqual([]),
    );
    expect(ran.filter((to) => to === 'Cleo')).toHaveLength(1);
  });
});
