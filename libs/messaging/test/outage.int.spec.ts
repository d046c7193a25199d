import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DiscardPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { aNats, eventually, type TestDatabase, type TestNats } from '@carrel/testing';
import { EVENTS } from '../src/event-stream-name.js';
import { aMessagingDatabase } from './a-messaging-database.js';
import { aReplica, type Replica } from './a-service.js';
import { aMadeReferral } from './a-referral.js';
import { Effects } from './reactions.js';

/** Fewer where other suites share the disk that NATS syncs for every message. */
const EVENTS_WRITTEN = process.env.DRAIN_RATE ? 5_000 : 2_000;

describe('While NATS is away', () => {
  let nats: TestNats;
  let publisherDb: TestDatabase;
  let consumerDb: TestDatabase;
  let referrals: Replica;
  let questions: Replica;

  beforeAll(async () => {
    [nats, publisherDb, consumerDb] = await Promise.all([
      aNats(),
      aMessagingDatabase(),
      aMessagingDatabase(),
    ]);
    await nats.kill();
    // Neither waits for NATS to start (promise 27).
    referrals = await aReplica({ service: 'referrals', url: publisherDb.url, nats });
    questions = await aReplica({ service: 'questions', url: consumerDb.url, nats, controllers: [Effects] });
  });
  afterAll(async () => {
    await questions?.stop();
    await referrals?.stop();
    await Promise.all([nats?.stop(), publisherDb?.drop(), consumerDb?.drop()]);
  });

  it('[promise 7] [promise 27] writes go on, readiness says so, and the backlog then drains, in order and by the batch', async () => {
    await eventually(async () =>
      expect(await referrals.health.status()).toMatchObject({ nats: false, consumer: true, jobs: true }),
    );
    expect(await questions.health.status()).toMatchObject({ nats: false, consumer: false });
    for (let written = 0; written < EVENTS_WRITTEN; written += 1_000) {
      await Promise.all(Array.from({ length: 200 }, () => aMadeReferral(referrals.transactions, 5)));
    }
    expect((await referrals.health.status()).relayLagSeconds).toBeGreaterThan(0);

    await nats.restart();
    const handled = async () =>
      (await questions.db.query('select count(*)::int as n from effects'))[0].n as number;
    await eventually(async () => expect(await handled()).toBeGreaterThan(0));
    const [started, before] = [Date.now(), await handled()];
    const sent = await secondsUntil(async () => {
      expect(await referrals.db.query('select from outbox where sent_at is null limit 1')).toHaveLength(0);
    });
    await secondsUntil(async () => expect(await handled()).toBe(EVENTS_WRITTEN));
    const rate = (EVENTS_WRITTEN - before) / ((Date.now() - started) / 1000);
    const bare = await bareRate(nats.url);
    console.log(
      `backlog of ${EVENTS_WRITTEN}: last sent after ${sent.toFixed(1)} s; sent and handled with an effect at ` +
        `${rate.toFixed(0)}/s, beside ${bare.toFixed(0)}/s that NATS alone stores`,
    );
    // NATS syncs its disk for every message and other suites share it: 1,000/s is held on a quiet machine
    // (DRAIN_RATE=1000), here only what sending one by one cannot reach.
    expect(rate).toBeGreaterThanOrEqual(Number(process.env.DRAIN_RATE ?? 50));
    const [{ n }] = await questions.db.query('select count(*)::int as n from projection where went_back');
    expect(n).toBe(0);
    expect(await questions.health.status()).toMatchObject({ nats: true, consumer: true });
    expect(await referrals.health.status()).toMatchObject({ nats: true, relayLagSeconds: 0 });
  });

  it('[promise 2] an event that NATS refuses counts as unsent, is sent again, and has its effect once NATS takes it', async () => {
    const connection = await connect({ servers: nats.url });
    const { streams } = await jetstreamManager(connection);
    const { state } = await streams.info(EVENTS);
    await streams.update(EVENTS, { max_msgs: state.messages, discard: DiscardPolicy.New });
    // Whoever listens without the stream gets what the stream refuses, too.
    const tries = connection.subscribe('carrel.referrals.>', { max: 2 });
    const { id } = await aMadeReferral(referrals.transactions);
    const tried: string[] = [];
    for await (const message of tries) tried.push(message.json<{ subject: string }>().subject);
    expect(tried).toEqual([id, id]);
    await streams.update(EVENTS, { max_msgs: -1, discard: DiscardPolicy.Old });
    await eventually(async () =>
      expect(await questions.db.query('select from effects where subject = $1', [id])).toHaveLength(1),
    );
    await connection.close();
  });
});

/** Messages a second this server stores for one who does nothing else. */
async function bareRate(url: string): Promise<number> {
  const connection = await connect({ servers: url });
  const manager = await jetstreamManager(connection);
  await manager.streams.add({ name: 'BARE', subjects: ['bare'] });
  const payload = 'x'.repeat(600);
  const started = Date.now();
  await Promise.all(Array.from({ length: 1_000 }, () => jetstream(connection).publish('bare', payload)));
  const rate = 1_000 / ((Date.now() - started) / 1000);
  await manager.streams.delete('BARE');
  await connection.close();
  return rate;
}

async function secondsUntil(check: () => Promise<void>): Promise<number> {
  const started = Date.now();
  await eventually(check);
  return (Date.now() - started) / 1000;
}
