import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceUnavailable } from '@carrel/kernel';
import { aNats, eventually, type TestDatabase, type TestNats } from '@carrel/testing';
import { register } from 'prom-client';
import { newId, TooLarge } from '../src/index.js';
import { aMessagingDatabase } from './a-messaging-database.js';
import { aReplica, type Replica } from './a-service.js';
import { aMadeReferral, Referral } from './a-referral.js';
import { startReplica } from './processes/start.js';
import { Effects, Onlookers } from './reactions.js';

// The last is long enough for what is tried before it on a busy machine.
const retryDelaysMs = [50, 100, 200, 1_500];
const poisoned = new Set<string>();
const unreachable = new Set<string>();
const oversized = new Set<string>();
const tries = new Map<string, number[]>();

Effects.before = async ({ id, subject }) => {
  tries.set(id, [...(tries.get(id) ?? []), Date.now()]);
  if (unreachable.has(subject)) throw new ServiceUnavailable('admin');
  if (oversized.has(subject)) throw new TooLarge('the answer has too many bytes');
  if (poisoned.has(subject)) throw new Error('indigestible');
};

describe('Poison', () => {
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
    referrals = await aReplica({ service: 'referrals', url: publisherDb.url, nats });
    questions = await aReplica({
      service: 'questions',
      url: consumerDb.url,
      nats,
      controllers: [Effects, Onlookers],
      retryDelaysMs,
      unavailableDelaysMs: [20],
    });
  });
  afterAll(async () => {
    await questions?.stop();
    await referrals?.stop();
    await Promise.all([nats?.stop(), publisherDb?.drop(), consumerDb?.drop()]);
  });

  const publish = async (referral: Referral) => {
    await referrals.transactions.run((tx) => tx.publish(referral));
    return referral;
  };
  const effectsOf = async ({ id }: Referral): Promise<string[]> =>
    (await questions.db.query('select sequence from effects where subject = $1 order by place', [id])).map(
      (row: { sequence: string }) => row.sequence,
    );
  const letterOf = async ({ id }: Referral) =>
    eventually(async () => {
      const letter = (await questions.deadLetters.list()).find(({ envelope }) => envelope.subject === id);
      expect(letter).toBeDefined();
      return letter!;
    });

  it('[promise 5] is tried 5 times with growing gaps, then lies in the dead letters with cause and payload', async () => {
    const bad = new Referral().make();
    poisoned.add(bad.id);
    await publish(bad);
    const letter = await letterOf(bad);
    expect(letter).toMatchObject({
      name: 'referral.made.v1',
      attempts: 5,
      cause: expect.stringContaining('indigestible'),
    });
    expect(letter.envelope.data).toMatchObject({ referralId: bad.id });
    const times = tries.get(letter.eventId)!;
    expect(times).toHaveLength(5);
    const gaps = times.slice(1).map((time, index) => time - times[index]!);
    gaps.forEach((gap, index) => expect(gap).toBeGreaterThanOrEqual(retryDelaysMs[index]! - 5));
  });

  it('[promise 5] keeps back its own aggregate until it is given up, and nobody else', async () => {
    const bad = new Referral().make();
    poisoned.add(bad.id);
    await publish(bad);
    const [good, after] = [await publish(new Referral().make()), await publish(bad.answer())];
    await eventually(async () => expect(await effectsOf(good)).toEqual(['1']), 1_500);
    expect(await effectsOf(after)).toEqual([]);
    poisoned.delete(bad.id);
    await eventually(async () => expect(await effectsOf(bad)).toEqual(['1', '2']));
  });

  it('[promise 5] is counted, and has its effect once it is requeued and digestible', async () => {
    const bad = new Referral().make();
    poisoned.add(bad.id);
    await publish(bad);
    const letter = await letterOf(bad);
    const gauge = async () =>
      (await register.metrics()).match(/carrel_dead_letters\{service="questions"\} (\d+)/)?.[1];
    await eventually(async () => expect(Number(await gauge())).toBeGreaterThanOrEqual(1), 10_000);

    expect(await questions.deadLetters.requeue(letter.eventId)).toBe(true);
    await eventually(() => expect(tries.get(letter.eventId)).toHaveLength(10), 10_000);
    await letterOf(bad);
    poisoned.delete(bad.id);
    expect(await questions.deadLetters.requeue(letter.eventId)).toBe(true);
    await eventually(async () => expect(await effectsOf(bad)).toEqual(['1']));
    expect(await questions.deadLetters.requeue(newId())).toBe(false);
  });

  it('[promise 5] is not what waits for another part: that is tried until the part is back', async () => {
    const waiting = new Referral().make();
    unreachable.add(waiting.id);
    await publish(waiting);
    const [{ id }] = await referrals.db.query('select id from outbox where subject = $1', [waiting.id]);
    await eventually(() => expect(tries.get(id)?.length).toBeGreaterThan(10));
    unreachable.delete(waiting.id);
    await eventually(async () => expect(await effectsOf(waiting)).toEqual(['1']));
  });

  it('[promise 30] is a dead letter at its first try where an answer is too large', async () => {
    const large = new Referral().make();
    oversized.add(large.id);
    await publish(large);
    const letter = await letterOf(large);
    expect(letter).toMatchObject({ attempts: 1, cause: expect.stringContaining('too many bytes') });
    expect(tries.get(letter.eventId)).toHaveLength(1);
  });

  it('[promise 5] stays listed when it fails again before its requeuing is noted', async () => {
    const bad = new Referral().make();
    poisoned.add(bad.id);
    await publish(bad);
    const { eventId, envelope } = await letterOf(bad);
    // The update of requeue() waits for this row until the event has died again.
    const holder = questions.db.createQueryRunner();
    await holder.query('begin');
    await holder.query('select from dead_letters where event_id = $1 for share', [eventId]);
    const requeued = questions.deadLetters.requeue(eventId);
    await eventually(() => expect(tries.get(eventId)).toHaveLength(10), 10_000);
    const added = questions.deadLetters.add(envelope, 'again', 5);
    await holder.query('commit');
    await Promise.all([requeued, added, holder.release()]);
    await eventually(async () =>
      expect((await questions.deadLetters.list()).map((letter) => letter.eventId)).toContain(eventId),
    );
    poisoned.delete(bad.id);
    await questions.deadLetters.requeue(eventId);
    await eventually(async () => expect(await effectsOf(bad)).toEqual(['1']));
  });

  it('[promise 5] does not block other handlers of the event, and each of them handles it once', async () => {
    const [bad, waiting] = [new Referral().make(), new Referral().make()];
    poisoned.add(bad.id);
    unreachable.add(waiting.id);
    await publish(bad);
    await publish(waiting);
    await letterOf(bad);
    unreachable.delete(waiting.id);
    await eventually(async () => expect(await effectsOf(waiting)).toEqual(['1']));
    expect([bad.id, waiting.id].map((id) => Onlookers.seen.filter((one) => one === id))).toEqual([
      [bad.id],
      [waiting.id],
    ]);
  });

  it('[promise 5] that kills whoever handles it kills at most 5, and spares the innocent beside it', async () => {
    await questions.stop();
    const bad = await publish(new Referral().make());
    const innocent: Referral[] = [];
    for (let made = 0; made < 20; made += 1) innocent.push(await aMadeReferral(referrals.transactions, 2));

    const orders = {
      service: 'questions',
      url: consumerDb.url,
      nats,
      handles: true,
      diesOf: bad.id,
      ackWaitMs: 1_500,
    };
    let deaths = 0;
    let process = startReplica(orders);
    const watch = () =>
      process.child.once('exit', (_code, signal) => {
        if (signal !== 'SIGKILL') return;
        deaths += 1;
        process = startReplica(orders);
        watch();
      });
    watch();
    try {
      questions = await aReplica({ service: 'bystander', url: consumerDb.url, nats });
      const letter = await eventually(() => letterOf(bad), 90_000);
      expect(letter).toMatchObject({ attempts: 5, cause: expect.stringContaining('died') });
      for (const referral of innocent)
        await eventually(async () => expect(await effectsOf(referral)).toEqual(['1', '2']));
      expect(deaths).toBe(5);
    } finally {
      process.child.removeAllListeners('exit');
      await process.kill();
    }
    const dead = (await questions.deadLetters.list()).map(({ envelope }) => envelope.subject);
    for (const referral of innocent) expect(dead).not.toContain(referral.id);
  });
});
