import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { aNats, aNatsCluster, aPostgres, eventually, type TestDatabase } from '@carrel/testing';
import { DataSource as Source } from 'typeorm';
import { aMessagingDatabase } from '../a-messaging-database.js';
import type { ReplicaOrders } from './replica.js';
import { startReplica, type ReplicaProcess } from './start.js';

export interface KillLoopOptions {
  kills: number;
  seed: number;
  eventsPerSecond: number;
  /** Milliseconds between two kills, at least and at most. */
  between: readonly [number, number];
  /** Two replicas of each of the five services, and three NATS servers; else of three services, and one server. */
  whole?: boolean;
  say?: (line: string) => void;
}

/** What the loop found; all but `events` and `kills` must be 0. */
export interface Findings {
  events: number;
  kills: Record<string, number>;
  /** Acknowledged to the writer as committed, and not there. */
  forgotten: number;
  /** Replicas that ended by themselves. */
  crashed: number;
  missing: number;
  doubled: number;
  setBack: number;
  dead: number;
}

/** A part of the system that dies and comes back. */
interface Victim {
  name: string;
  die(): Promise<void>;
  rise(): Promise<unknown>;
}

const writer = 'referrals';

/**
 * Two replicas of one service write, those of the others handle, while all of them, NATS and PostgreSQL are killed at
 * random. Then everything is left alone, and every committed event must have had its effect once in each handling service.
 */
export async function killLoop(options: KillLoopOptions): Promise<Findings> {
  const random = randomFrom(options.seed);
  const [postgres, nats] = await Promise.all([aPostgres(), options.whole ? threeNats() : oneNats()]);
  const handlers = options.whole
    ? ['questions', 'notifications', 'chat', 'admin'].flatMap((name) => [`${name}-1`, `${name}-2`])
    : ['questions-1', 'questions-2', 'notifications-1'];
  const databases: Record<string, TestDatabase> = {};
  for (const service of new Set([writer, ...handlers.map((name) => name.split('-')[0]!)])) {
    databases[service] = await aMessagingDatabase(postgres.url);
  }

  let crashed = 0;
  const committed = new Map<string, number>();
  const replicas: { current: ReplicaProcess; writes: boolean }[] = [];
  const replicaVictim = (name: string, extra: Partial<ReplicaOrders>): Victim => {
    const service = name.split('-')[0]!;
    const { url, monitorUrl } = nats;
    const orders = {
      ...{ service, url: databases[service]!.url, nats: { url, monitorUrl } },
      ...{ ackWaitMs: 2_000, natsReplicas: nats.victims.length, ...extra },
    };
    const start = () => {
      const replica = startReplica(orders);
      replica.child.on('message', (message: { committed?: string; facts?: number }) => {
        if (message.committed) committed.set(message.committed, message.facts!);
      });
      replica.child.once('exit', (code) => (crashed += code === null ? 0 : 1));
      return replica;
    };
    const slot = { current: start(), writes: extra.eventsPerSecond !== undefined };
    replicas.push(slot);
    return {
      name,
      die: () => slot.current.kill(),
      // The next one may die while this one still starts.
      rise: async () => void (slot.current = start()),
    };
  };
  const writing = { eventsPerSecond: options.eventsPerSecond / 2 };
  const victims: Victim[] = [
    ...[1, 2].map((n) => replicaVictim(`${writer}-${n}`, writing)),
    ...handlers.map((name) => replicaVictim(name, { handles: true })),
    ...nats.victims,
    { name: 'postgres', die: () => postgres.kill(), rise: () => postgres.restart() },
  ];
  await Promise.all(replicas.map((slot) => slot.current.started));

  options.say?.('all are up');
  const kills: Record<string, number> = {};
  for (let count = 0; count < options.kills; count += 1) {
    const [least, most] = options.between;
    await pause(least + random() * (most - least));
    // Each once, then whoever it hits.
    const victim =
      victims[
        count < victims.length
          ? (count + options.seed) % victims.length
          : Math.floor(random() * victims.length)
      ]!;
    kills[victim.name] = (kills[victim.name] ?? 0) + 1;
    options.say?.(`${count + 1}. ${victim.name}`);
    await victim.die();
    await pause(random() * 500);
    await victim.rise();
  }

  await Promise.all(replicas.map((slot) => slot.current.started));
  // What is committed later is not missing: it was not there when we looked.
  await Promise.all(replicas.filter(({ writes }) => writes).map(({ current }) => silenced(current)));
  options.say?.('the load is over');
  const sources = Object.fromEntries(
    await Promise.all(
      Object.entries(databases).map(async ([service, { url }]) => {
        const source = await eventually(() => new Source({ type: 'postgres', url }).initialize(), 10_000);
        return [service, source] as const;
      }),
    ),
  );
  try {
    const findings = await compare(sources, committed);
    return { kills, ...findings, crashed };
  } finally {
    await Promise.all(Object.values(sources).map((source) => source.destroy()));
    await Promise.all(replicas.map((slot) => slot.current.kill()));
    await Promise.all([postgres.stop(), nats.stop()]);
  }
}

interface NatsServers {
  readonly url: string;
  /** Of one of them; a replica that starts while that one is down waits for it. */
  readonly monitorUrl: string;
  readonly victims: readonly Victim[];
  stop(): Promise<void>;
}

async function oneNats(): Promise<NatsServers> {
  const nats = await aNats();
  const { url, monitorUrl } = nats;
  const victim = { name: 'nats', die: () => nats.kill(), rise: () => nats.restart() };
  return { url, monitorUrl, victims: [victim], stop: () => nats.stop() };
}

async function threeNats(): Promise<NatsServers> {
  const { url, nodes, stop } = await aNatsCluster();
  const victims = nodes.map((node, n) => ({
    name: `nats-${n + 1}`,
    die: () => node.kill(),
    rise: () => node.start(),
  }));
  return { url, monitorUrl: nodes[0]!.monitorUrl, victims, stop };
}

/** Has a replica write no more; resolves when its last write has ended. */
function silenced({ child }: ReplicaProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on('message', (message) => message === 'silent' && resolve());
    child.send('enough');
  });
}

async function compare(
  sources: Record<string, DataSource>,
  committed: ReadonlyMap<string, number>,
): Promise<Omit<Findings, 'kills' | 'crashed'>> {
  const events = async () => {
    const rows: { id: string; subject: string }[] = await sources[writer]!.query(
      'select id, subject from outbox',
    );
    return rows;
  };
  const consumers = Object.entries(sources).flatMap(([service, source]) =>
    service === writer ? [] : [source],
  );
  // What is missing when nothing more has come for this time stays so, however busy the machine is.
  let fewest = Infinity;
  let since = Date.now();
  for (; fewest > 0 && Date.now() - since < 40_000; await pause(200)) {
    const left = await missingFrom(await events(), consumers).catch(() => Infinity);
    if (left < fewest) [fewest, since] = [left, Date.now()];
  }

  const all = await events();
  const facts = new Map<string, number>();
  for (const { subject } of all) facts.set(subject, (facts.get(subject) ?? 0) + 1);
  const missing = await missingFrom(all, consumers);
  const findings = { events: all.length, forgotten: 0, missing, doubled: 0, setBack: 0, dead: 0 };
  for (const [id, version] of committed) findings.forgotten += Math.max(0, version - (facts.get(id) ?? 0));
  for (const source of consumers) {
    const effects = await effectsOf(source);
    const seen = new Set(effects);
    findings.doubled += effects.length - seen.size;
    const [row] = await source.query(
      `select (select count(*)::int from projection where went_back) as back,
              (select count(*)::int from dead_letters) as dead`,
    );
    findings.setBack += row.back;
    findings.dead += row.dead;
  }
  return findings;
}

async function effectsOf(source: DataSource): Promise<string[]> {
  const rows: { event_id: string }[] = await source.query('select event_id from effects');
  return rows.map((row) => row.event_id);
}

/** How many of these events have not had their effect, over all consumers. */
async function missingFrom(
  all: readonly { id: string }[],
  consumers: readonly DataSource[],
): Promise<number> {
  let missing = 0;
  for (const source of consumers) {
    const seen = new Set(await effectsOf(source));
    missing += all.filter(({ id }) => !seen.has(id)).length;
  }
  return missing;
}

/** mulberry32: the same seed kills the same in the same order. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
