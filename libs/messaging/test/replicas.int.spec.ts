import { setTimeout as pause } from 'node:timers/promises';
import { Controller, type Type } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { aNats, eventually, type TestDatabase, type TestNats } from '@carrel/testing';
import { On, Transactions } from '../src/index.js';
import { LEADER_LOCK } from '../src/leadership.js';
import { aMessagingDatabase, locksOfThisDatabase } from './a-messaging-database.js';
import { aMadeReferral, Referral } from './a-referral.js';
import { aReplica, type Replica } from './a-service.js';
import { startReplica, type ReplicaProcess } from './processes/start.js';
import { Effects, type ReferralEvent } from './reactions.js';

const quick = { ackWaitMs: 1_500, silenceMs: 1_500 };

/** A handler that every replica has under the same name, and which notes what came to this one. */
function aHandler(takesMs: number): { handler: Type; seen: string[] } {
  const seen: string[] = [];
  @Controller()
  class Handler {
    @On('referral.made.v1', 'referral.answered.v1')
    async see(@Payload() { subject, sequence }: ReferralEvent): Promise<void> {
      seen.push(`${subject} ${sequence}`);
      await pause(takesMs);
    }
  }
  return { handler: Handler, seen };
}

/** Leaves effects as `Effects` does, after what this replica does before. */
function anEffect(before: (event: ReferralEvent) => Promise<void>): Type {
  @Controller()
  class Effect {
    constructor(private readonly transactions: Transactions) {}

    @On('referral.made.v1', 'referral.answered.v1')
    async leave(@Payload() event: ReferralEvent): Promise<void> {
      await before(event);
      const { id, subject, sequence } = event;
      await this.transactions.runOnce(event, ({ manager }) =>
        manager.query('insert into effects (event_id, subject, sequence) values ($1, $2, $3)', [
          ...[id, subject, sequence],
        ]),
      );
    }
  }
  return Effect;
}

describe('[ADR 55] The replicas of a service', () => {
  let nats: TestNats;
  let publisherDb: TestDatabase;
  let consumerDb: TestDatabase;
  let referrals: Replica;
  const replicas: Replica[] = [];
  const processes: ReplicaProcess[] = [];

  beforeAll(async () => {
    [nats, publisherDb] = await Promise.all([aNats(), aMessagingDatabase()]);
    referrals = await aReplica({ service: 'referrals', url: publisherDb.url, nats });
  });
  afterEach(async () => {
    Effects.before = async () => undefined;
    await Promise.all(replicas.splice(0).map((replica) => replica.stop()));
    await Promise.all(processes.splice(0).map((replica) => replica.kill()));
    await consumerDb?.drop();
  });
  afterAll(async () => {
    await referrals?.stop();
    await Promise.all([nats?.stop(), publisherDb?.drop()]);
  });

  const aReader = async (...controllers: Type[]) => {
    const options = { service: 'questions', url: consumerDb.url, nats, controllers };
    // Without an inbox, a machine that is busy for a while must not look like a silence.
    const hasInbox = controllers.some(({ name }) => name.startsWith('Effect'));
    const replica = await aReplica({ ...options, ...(hasInbox ? quick : {}) });
    replicas.push(replica);
    return replica;
  };
  const aProcess = async (takesMs: number) => {
    const orders = { service: 'questions', url: consumerDb.url, nats, handles: true, takesMs, ...quick };
    const replica = startReplica(orders);
    processes.push(replica);
    await replica.started;
    return replica;
  };
  const make = (count: number, facts = 1) =>
    Promise.all(Array.from({ length: count }, () => aMadeReferral(referrals.transactions, facts)));
  /** Each referral's effects, in the order in which they were left. */
  const effects = async (made: readonly Referral[]) => {
    const rows: { seen: number[] }[] = await replicas[0]!.db.query(
      'select array_agg(sequence::int order by place) as seen from effects where subject = any($1) group by subject',
      [made.map(({ id }) => id)],
    );
    return rows.map(({ seen }) => seen);
  };
  /** Ends the connection that holds the lead; then whoever asks first has it. */
  const takeTheLead = async ({ db }: Replica) => {
    const ended = await db.query(`select pg_terminate_backend(pid) from ${locksOfThisDatabase}`, [
      LEADER_LOCK,
    ]);
    expect(ended).toHaveLength(1);
  };
  /** Until the other has said that it is there, and takes part. */
  const takesPart = async (other: { seen: string[] }) =>
    eventually(async () => {
      await make(10);
      expect(other.seen.length).toBeGreaterThan(0);
    });

  it('handle events together, each event in one of them', async () => {
    consumerDb = await aMessagingDatabase();
    // So slow that both are busy, however slowly the events come.
    const [first, second] = [aHandler(200), aHandler(200)];
    await aReader(first.handler);
    await aReader(second.handler);
    await takesPart(second);
    const ids = (await make(200)).map(({ id }) => `${id} 1`);
    await eventually(() => {
      const each = [first, second].map(({ seen }) => seen.filter((id) => ids.includes(id)));
      expect(each.flat().sort()).toEqual([...ids].sort());
      for (const part of each) expect(part.length).toBeGreaterThan(50);
    });
  });

  it('[promise 6] keep what one had in hand in order when it is paused, and do nothing twice when it wakes', async () => {
    consumerDb = await aMessagingDatabase();
    Effects.before = () => pause(10);
    await aReader(Effects);
    const other = await aProcess(50);
    await pause(quick.silenceMs);
    const made = make(60, 4);
    await eventually(async () => expect(await effects(await made)).not.toHaveLength(0));
    other.child.kill('SIGSTOP');
    const whole = (await made).map(() => [1, 2, 3, 4]);
    await eventually(async () => expect(await effects(await made)).toEqual(whole));
    other.child.kill('SIGCONT');
    const more = await make(20, 2);
    await eventually(async () => expect(await effects(more)).toEqual(more.map(() => [1, 2])));
    expect(await effects(await made)).toEqual(whole);
  });

  it('[promise 6] keep the order when the lead goes over while one that was asked takes its time', async () => {
    consumerDb = await aMessagingDatabase();
    const asked: string[] = [];
    let over = false;
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const reader = await aReader(anEffect(() => pause(10)));
    await aReader(
      anEffect(async ({ subject }) => {
        if (over) return;
        asked.push(subject);
        await released;
      }),
    );
    const made: Awaited<ReturnType<typeof make>> = [];
    await eventually(async () => {
      made.push(...(await make(10, 2)));
      expect(asked).not.toHaveLength(0);
    });
    over = true;
    await takeTheLead(reader);
    await eventually(async () => expect(await effects(made)).toEqual(made.map(() => [1, 2])));
    release();
    const later = await make(20);
    await eventually(async () => expect(await effects(later)).toEqual(later.map(() => [1])));
    expect(await effects(made)).toEqual(made.map(() => [1, 2]));
  });

  it('[promise 6] wait for what the one that led before still handles itself', async () => {
    consumerDb = await aMessagingDatabase();
    const begun: string[] = [];
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const first = await aReader(
      anEffect(async ({ subject }) => {
        begun.push(subject);
        await released;
      }),
    );
    const made = await make(1, 2);
    await eventually(() => expect(begun).toContain(made[0]!.id));
    await aReader(anEffect(async () => undefined));
    await takeTheLead(first);
    // Longer than the server takes to deliver again what nobody works on.
    await pause(4 * quick.ackWaitMs);
    expect(await effects(made)).toEqual([]);
    release();
    await eventually(async () => expect(await effects(made)).toEqual([[1, 2]]));
  });

  it('[promise 2] lose nothing with one that is killed while it handles, and count no failure', async () => {
    consumerDb = await aMessagingDatabase();
    Effects.before = () => pause(10);
    const reader = await aReader(Effects);
    const other = await aProcess(200);
    await pause(quick.silenceMs);
    const made = make(60, 2);
    await eventually(async () => expect(await effects(await made)).not.toHaveLength(0));
    await other.kill();
    await eventually(async () => expect(await effects(await made)).toEqual((await made).map(() => [1, 2])));
    expect(await reader.db.query('select from event_tries')).toEqual([]);
  });

  it('end one after the other without handling anything twice', async () => {
    consumerDb = await aMessagingDatabase();
    const [first, second] = [aHandler(20), aHandler(1_000)];
    await aReader(first.handler);
    const leaving = await aReader(second.handler);
    await takesPart(second);
    const made = await make(100, 2);
    const ids = made.flatMap(({ id }) => [`${id} 1`, `${id} 2`]).sort();
    await eventually(() => expect(second.seen.filter((id) => ids.includes(id)).length).toBeGreaterThan(0));
    replicas.splice(replicas.indexOf(leaving), 1);
    await leaving.stop();
    const seen = () => [...first.seen, ...second.seen].filter((id) => ids.includes(id)).sort();
    // An aggregate's second event is seen when all is said of its first.
    await eventually(() => expect(seen()).toEqual(ids));
  });

  it('of two versions leave to the one that leads what the other has no handler for', async () => {
    consumerDb = await aMessagingDatabase();
    const [newer, older] = [aHandler(5), aHandler(5)];
    await aReader(newer.handler, Effects);
    await aReader(older.handler);
    await takesPart(older);
    const made = await make(100);
    await eventually(async () => expect(await effects(made)).toHaveLength(made.length));
  });
});
