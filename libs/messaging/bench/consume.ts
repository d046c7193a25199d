// node -C carrel-source --import ./libs/testing/typescript.mjs libs/messaging/bench/consume.ts
// Events consumed with an effect and the inbox, beside the same effects as bare inserts; medians of alternating repeats.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aNats, eventually } from '@carrel/testing';
import { startPostgres } from '@carrel/tools';
import { newId } from '../src/index.js';
import { aMadeReferral } from '../test/a-referral.js';
import { aMessagingDatabase } from '../test/a-messaging-database.js';
import { aReplica } from '../test/a-service.js';
import { Effects } from '../test/reactions.js';

const repeats = Number(process.env.REPEATS ?? 5);
const events = Number(process.env.EVENTS ?? 5_000);
const dataDir = mkdtempSync(join(tmpdir(), 'carrel-bench-postgres-'));
const [postgres, nats] = await Promise.all([startPostgres({ dataDir }), aNats()]);
const [publisherDb, consumerDb] = [
  await aMessagingDatabase(postgres.url),
  await aMessagingDatabase(postgres.url),
];
const referrals = await aReplica({ service: 'referrals', url: publisherDb.url, nats });
const aReader = () => aReplica({ service: 'questions', url: consumerDb.url, nats, controllers: [Effects] });
await (await aReader()).stop();

let reader = await aReader();
const effects = async (): Promise<number> =>
  (await reader.db.query('select count(*)::int as n from effects'))[0].n;

const rates: { bare: number; consumed: number }[] = [];
for (let repeat = 0; repeat < repeats; repeat += 1) {
  const bare = await perSecond(async () => {
    const one = () =>
      reader.transactions.run(async ({ manager }) => {
        const id = newId();
        await manager.query('insert into effects (event_id, subject, sequence) values ($1, $1, 1)', [id]);
        await manager.query('insert into projection (subject, sequence) values ($1, 1)', [id]);
      });
    for (let done = 0; done < events; done += 500) await Promise.all(Array.from({ length: 500 }, one));
  });
  await reader.stop();
  for (let made = 0; made < events; made += 500) {
    await Promise.all(Array.from({ length: 100 }, () => aMadeReferral(referrals.transactions, 5)));
  }
  await eventually(async () => {
    const unsent = await referrals.db.query('select from outbox where sent_at is null limit 1');
    if (unsent.length) throw new Error('not all sent');
  }, 60_000);
  reader = await aReader();
  const before = await effects();
  const consumed = await perSecond(
    async () => {
      await eventually(async () => {
        if ((await effects()) < (repeat + 1) * 2 * events) throw new Error('not all handled');
      }, 60_000);
    },
    (repeat + 1) * 2 * events - before,
  );
  rates.push({ bare, consumed });
}
console.table(rates);
const median = (of: 'bare' | 'consumed') => rates.map((rate) => rate[of]).sort((a, b) => a - b)[repeats >> 1];
console.log(
  JSON.stringify({ bench: 'consume', events, repeats, bare: median('bare'), consumed: median('consumed') }),
);
await reader.stop();
await referrals.stop();
await Promise.all([postgres.stop(), nats.stop()]);
rmSync(dataDir, { recursive: true, force: true });
process.exit();

async function perSecond(work: () => Promise<void>, count = events): Promise<number> {
  const started = process.hrtime.bigint();
  await work();
  return Math.round(count / (Number(process.hrtime.bigint() - started) / 1e9));
}
