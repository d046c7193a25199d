import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { aNats, eventually, type TestDatabase, type TestNats } from '@carrel/testing';
import { aMessagingDatabase, locksOfThisDatabase } from './a-messaging-database.js';
import { aReplica, type Replica } from './a-service.js';
import { aMadeReferral, Referral } from './a-referral.js';
import { SENDER_LOCK } from '../src/relay.js';
import { startReplica } from './processes/start.js';
import { Effects } from './reactions.js';

let failing = 0;
const quick = { ackWaitMs: 1_500, silenceMs: 1_500 };

/** Each event takes its time, a different one, and some fail now and then. */
Effects.before = async () => {
  await pause(Math.random() * 20);
  if (Math.random() < failing) throw new Error('not this time');
};

describe("An aggregate's events", () => {
  let nats: TestNats;
  let publisherDb: TestDatabase;
  let consumerDb: TestDatabase;
  let referrals: Replica;
  const replicas: Replica[] = [];

  beforeAll(async () => {
    [nats, publisherDb, consumerDb] = await Promise.all([
      aNats(),
      aMessagingDatabase(),
      aMessagingDatabase(),
    ]);
    referrals = await aReplica({ service: 'referrals', url: publisherDb.url, nats });
  });
  afterEach(async () => {
    failing = 0;
    await Promise.all(replicas.splice(0).map((replica) => replica.stop()));
  });
  afterAll(async () => {
    await referrals?.stop();
    await Promise.all([nats?.stop(), publisherDb?.drop(), consumerDb?.drop()]);
  });

  const aReader = async () => {
    const options = { service: 'questions', url: consumerDb.url, nats, ...quick, concurrency: 16 };
    const replica = await aReplica({
      ...options,
      controllers: [Effects],
      retryDelaysMs: Array<number>(40).fill(10),
    });
    replicas.push(replica);
    return replica;
  };
  const inOrder = async (made: Referral[], ms = 20_000) => {
    const ids = made.map(({ id }) => id);
    const { db } = replicas[0]!;
    await eventually(async () => {
      const rows = await db.query(
        'select subject, array_agg(sequence::int order by place) as seen from effects where subject = any($1) group by 1',
        [ids],
      );
      expect(rows).toHaveLength(made.length);
      const seen = new Map<string, number[]>(
        rows.map((row: { subject: string; seen: number[] }) => [row.subject, row.seen]),
      );
      for (const { id, sequence } of made) {
        expect(seen.get(id)).toEqual(Array.from({ length: sequence }, (_, index) => index + 1));
      }
    }, ms);
  };
  const make = (count: number, facts: number) =>
    Promise.all(Array.from({ length: count }, () => aMadeReferral(referrals.transactions, facts)));

  it('[promise 6] are handled in their own sequence by two replicas, also when tries fail', async () => {
    await aReader();
    await aReader();
    failing = 0.1;
    await inOrder(await make(40, 8));
  });

  it('[promise 6] stay in sequence when replicas come and go and NATS is killed between', async () => {
    const [first] = [await aReader(), await aReader()];
    const made = make(60, 10);
    await pause(150);
    await replicas.splice(replicas.indexOf(first!), 1)[0]!.stop();
    await aReader();
    await nats.kill();
    await nats.restart();
    await pause(100);
    await inOrder([...(await made), ...(await make(10, 3))]);
  });

  it('[promise 6] are not overtaken when a leader is paused with some in hand, nor set back when it wakes', async () => {
    const leader = startReplica({
      service: 'questions',
      url: consumerDb.url,
      nats,
      handles: true,
      takesMs: 40,
      ...quick,
    });
    await leader.started;
    const reader = await aReader();
    const made = await make(40, 5);
    await eventually(async () =>
      expect(
        await reader.db.query('select from effects where subject = any($1)', [made.map(({ id }) => id)]),
      ).not.toHaveLength(0),
    );
    leader.child.kill('SIGSTOP');
    // More facts of the same aggregates, which the next leader gets before the paused one's are delivered again.
    for (const referral of made) {
      await referrals.transactions.run((tx) => tx.publish(referral.answer()));
    }
    await inOrder(made);
    leader.child.kill('SIGCONT');
    await inOrder(await make(5, 2));
    await pause(300);
    await inOrder(made);
    await leader.kill('SIGTERM');
  });

  it('[promise 6] go on when the replica that sends them is paused', async () => {
    const reader = await aReader();
    const orders = { service: 'referrals', url: publisherDb.url, nats, eventsPerSecond: 100, ...quick };
    const sender = startReplica(orders);
    await sender.started;
    // Until it is caught in the middle of a batch, with the others locked out.
    await eventually(async () => {
      sender.child.kill('SIGSTOP');
      const held = await referrals.db.query(`select from ${locksOfThisDatabase}`, [SENDER_LOCK]);
      if (!held.length) sender.child.kill('SIGCONT');
      expect(held).toHaveLength(1);
    });
    await inOrder(await make(5, 3));
    sender.child.kill('SIGCONT');
    await pause(300);
    await sender.kill('SIGTERM');
    const back = await reader.db.query('select from projection where went_back');
    expect(back).toHaveLength(0);
  });
});
