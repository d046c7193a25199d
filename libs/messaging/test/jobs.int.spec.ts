import { Injectable } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aNats, eventually, type TestDatabase, type TestNats } from '@carrel/testing';
import { Job } from '../src/index.js';
import { aMessagingDatabase } from './a-messaging-database.js';
import { aReplica, type Replica } from './a-service.js';

const ran: string[] = [];
let failures = 1;
let calls = 0;
/** Three who wait for one another. */
let present = 0;
let everybodyThere: () => void;
const together = new Promise<void>((resolve) => (everybodyThere = resolve));
/** Somebody outside, who is slow. */
let answer: () => void;
const answered = new Promise<void>((resolve) => (answer = resolve));

@Injectable()
class Mails {
  @Job('send-mail')
  async send({ to }: { to: string }): Promise<void> {
    if (to === 'flaky' && failures-- > 0) throw new Error('the post office is closed');
    ran.push(to);
  }
  @Job('call-outside', { queue: 'outside' })
  async call(): Promise<void> {
    calls += 1;
    await answered;
  }
  @Job('meet')
  async meet(): Promise<void> {
    present += 1;
    if (present === 3) everybodyThere();
    await together;
  }
  @Job('rare', { cron: '0 4 1 1 *' })
  async rare(): Promise<void> {}
}

describe('Jobs', () => {
  let nats: TestNats;
  let database: TestDatabase;
  let service: Replica;

  beforeAll(async () => {
    [nats, database] = await Promise.all([aNats(), aMessagingDatabase()]);
    service = await aReplica({ service: 'notifications', url: database.url, nats, providers: [Mails] });
  });
  afterAll(async () => {
    await service?.stop();
    await Promise.all([nats?.stop(), database?.drop()]);
  });
  const later = () => new Date(Date.now() + 3_600_000);

  it('run after their transaction has committed, under a role that owns nothing', async () => {
    await service.transactions.run((tx) => tx.job('send-mail', { to: 'ada' }));
    await eventually(() => expect(ran).toContain('ada'));
  });

  it('of a transaction that is rolled back never run', async () => {
    const nothing = service.transactions.run(async (tx) => {
      await tx.job('send-mail', { to: 'nobody' }, { key: 'rolled back' });
      throw new Error('no');
    });
    await expect(nothing).rejects.toThrow('no');
    expect(await keys()).not.toContain('rolled back');
  });

  it('with the same key replace one another, and can be dropped', async () => {
    await service.transactions.run(async (tx) => {
      await tx.job('send-mail', { to: 'first' }, { key: 'due', runAt: later() });
      await tx.job('send-mail', { to: 'second' }, { key: 'due', runAt: later() });
    });
    expect((await keys()).filter((key) => key === 'due')).toHaveLength(1);
    await service.transactions.run((tx) => tx.dropJob('due'));
    expect(await keys()).not.toContain('due');
  });

  it('that throw are tried again', async () => {
    await service.transactions.run((tx) => tx.job('send-mail', { to: 'flaky' }));
    await eventually(() => expect(ran).toContain('flaky'), 10_000);
  });

  it('run when their time comes, side by side, though no worker asks again and again', async () => {
    const runAt = new Date(Date.now() + 1_500);
    await service.transactions.run(async (tx) => {
      for (let n = 0; n < 3; n += 1) await tx.job('meet', {}, { runAt });
      await tx.job('send-mail', { to: 'punctual' }, { runAt });
    });
    expect(present).toBe(0);
    await eventually(() => expect(ran).toContain('punctual'), 5_000);
    expect(Date.now()).toBeGreaterThanOrEqual(runAt.getTime());
    await together;
    await eventually(async () =>
      expect(await service.db.query('select from graphile_worker.jobs')).toEqual([]),
    );
  });

  it('[12.4] of a queue with a name hold up no others, however many wait for somebody outside', async () => {
    await service.transactions.run(async (tx) => {
      for (let n = 0; n < 50; n += 1) await tx.job('call-outside', {});
    });
    await eventually(() => expect(calls).toBeGreaterThan(0));
    try {
      await service.transactions.run((tx) => tx.job('send-mail', { to: 'meanwhile' }));
      await eventually(() => expect(ran).toContain('meanwhile'), 5_000);
      expect(calls).toBeLessThan(50);
    } finally {
      answer();
    }
    await eventually(() => expect(calls).toBe(50), 10_000);
  });

  const keys = async (): Promise<string[]> =>
    (await service.db.query('select key from graphile_worker.jobs')).map((row: { key: string }) => row.key);
});
