// node -C carrel-source --import ./libs/testing/typescript.mjs libs/messaging/bench/consume.ts
// Events consumed with an effect and the inbox, by one replica and by REPLICAS together, beside the same effects as bare
// inserts; medians of alternating repeats.
import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aNats, eventually } from '@carrel/testing';
import { startPostgres } from '@carrel/tools';
import { newId } from '../src/index.js';
import { LEADER_LOCK } from '../src/leadership.js';
import { aMadeReferral } from '../test/a-referral.js';
import { aMessagingDatabase } from '../test/a-messaging-database.js';
import { aReplica } from '../test/a-service.js';
import { startReplica, type ReplicaProcess } from '../test/processes/start.js';

const repeats = Number(process.env.REPEATS ?? 5);
const events = Number(process.env.EVENTS ?? 5_000);
const most = Number(process.env.REPLICAS ?? 2);
const dataDir = mkdtempSync(join(tmpdir(), 'carrel-bench-postgres-'));
const [postgres, nats] = await Promise.all([startPostgres({ dataDir }), aNats()]);
const [publisherDb, consumerDb] = [
  await aMessagingDatabase(postgres.url),
  await aMessagingDatabase(postgres.url),
];
const referrals = await aReplica({ service: 'referrals', url: publisherDb.url, nats });
const reader = { service: 'questions', url: consumerDb.url, nats, handles: true };
const onlooker = await aReplica({ service: 'questions', url: consumerDb.url, nats });

const rows: Record<string, string>[] = [];
const rates: Record<string, number[]> = { bare: [] };
for (let repeat = 0; repeat < repeats; repeat += 1) {
  const bare = await bareInserts();
  rates.bare!.push(bare);
  const row: Record<string, string> = { bare: `${bare}/s` };
  for (const replicas of new Set([1, most])) {
    const { rate, msPerEvent } = await consumedBy(replicas);
    (rates[replicas] ??= []).push(rate);
    row[`${replicas} replicas`] = `${rate}/s, ${msPerEvent.join(' + ')} ms an event`;
  }
  rows.push(row);
}
console.table(rows);
const median = (of: number[]) => of.sort((a, b) => a - b)[repeats >> 1];
const medians = Object.fromEntries(Object.entries(rates).map(([what, of]) => [what, median(of)]));
console.log(JSON.stringify({ bench: 'consume', events: 2 * events, repeats, ...medians }));
await onlooker.stop();
await referrals.stop();
await Promise.all([postgres.stop(), nats.stop()]);
rmSync(dataDir, { recursive: true, force: true });
process.exit();

async function bareInserts(): Promise<number> {
  const one = () =>
    onlooker.transactions.run(async ({ manager }) => {
      const id = newId();
      await manager.query('insert into effects (event_id, subject, sequence) values ($1, $1, 1)', [id]);
      await manager.query('insert into projection (subject, sequence) values ($1, 1)', [id]);
    });
  const started = performance.now();
  for (let done = 0; done < events; done += 100) await Promise.all(Array.from({ length: 100 }, one));
  return Math.round((events / (performance.now() - started)) * 1_000);
}

/** From the first effect to the last of `2 * events`, all of which wait in NATS; nobody leads until all replicas are there. */
async function consumedBy(replicas: number): Promise<{ rate: number; msPerEvent: number[] }> {
  const lock = onlooker.db.createQueryRunner();
  await lock.query('select pg_advisory_lock($1)', [LEADER_LOCK]);
  const processes = Array.from({ length: replicas }, () => startReplica(reader));
  await Promise.all(processes.map(({ started }) => started));
  for (let made = 0; made < events; made += 500) {
    await Promise.all(Array.from({ length: 100 }, () => aMadeReferral(referrals.transactions, 5)));
  }
  await eventually(async () => {
    const unsent = await referrals.db.query('select from outbox where sent_at is null limit 1');
    if (unsent.length) throw new Error('not all sent');
  }, 60_000);
  const before = await effects();
  await lock.query('select pg_advisory_unlock($1)', [LEADER_LOCK]);
  await lock.release();
  const begun = await reached(before + 1);
  const [started, cpuThen] = [performance.now(), processes.map(cpuMs)];
  const done = await reached(before + events);
  const seconds = (performance.now() - started) / 1_000;
  const used = processes.map((one, index) => (cpuMs(one) - cpuThen[index]!) / (done - begun));
  await Promise.all(processes.map((one) => one.kill('SIGTERM')));
  return {
    rate: Math.round((done - begun) / seconds),
    msPerEvent: used.map((ms) => Math.round(ms * 100) / 100),
  };
}

/** Milliseconds of processor it has used so far; the kernel counts in hundredths of a second. */
function cpuMs({ child }: ReplicaProcess): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function effects(): Promise<number> {
  return (await onlooker.db.query('select count(*)::int as n from effects'))[0].n;
}

function reached(count: number): Promise<number> {
  return eventually(async () => {
    const n = await effects();
    if (n < count) throw new Error('not all handled');
    return n;
  }, 120_000);
}
