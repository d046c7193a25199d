import { setTimeout as sleep } from 'node:timers/promises';
import 'reflect-metadata';
import { aReplica } from '../a-service.js';
import { aMadeReferral, Referral } from '../a-referral.js';
import { Effects } from '../reactions.js';

/** The options of a replica process on its command line, as JSON. */
export interface ReplicaOrders {
  service: string;
  url: string;
  nats: { url: string; monitorUrl: string };
  /** On how many NATS servers the events are kept; default 1. */
  natsReplicas?: number;
  ackWaitMs?: number;
  silenceMs?: number;
  retryDelaysMs?: number[];
  /** Handles the referrals' events with an effect each. */
  handles?: boolean;
  /** Dies, at once and without a word, when an event of this referral is to be handled. */
  diesOf?: string;
  /** Milliseconds each event takes. */
  takesMs?: number;
  /** Commits so many events a second, a few to a referral. */
  eventsPerSecond?: number;
}

const orders = JSON.parse(process.argv[2]!) as ReplicaOrders;

if (orders.natsReplicas) process.env.NATS_REPLICAS = String(orders.natsReplicas);

Effects.before = async ({ subject }) => {
  if (subject === orders.diesOf) process.kill(process.pid, 'SIGKILL');
  if (orders.takesMs) await sleep(orders.takesMs);
};

// A parent that is gone needs no child.
process.on('disconnect', () => process.exit());
const replica = await untilStarted();
process.on('SIGTERM', () => void replica.stop().then(() => process.exit()));
process.send?.('started');
let loading = orders.eventsPerSecond !== undefined;
process.on('message', () => (loading = false));
if (orders.eventsPerSecond) await load(orders.eventsPerSecond);

async function untilStarted() {
  for (;;) {
    try {
      return await aReplica({ ...orders, controllers: orders.handles ? [Effects] : [] });
    } catch {
      await sleep(200);
    }
  }
}

/** Load as a service makes it, until a message comes, and a word when all is written; a failed write is let go. */
async function load(perSecond: number): Promise<void> {
  const underWay = new Set<Promise<void>>();
  while (loading) {
    await sleep(3_000 / perSecond);
    const writing = threeFacts()
      .catch(() => undefined)
      .finally(() => underWay.delete(writing));
    underWay.add(writing);
  }
  await Promise.all(underWay);
  process.send?.('silent');
}

async function threeFacts(): Promise<void> {
  const { id } = await aMadeReferral(replica.transactions, 2);
  process.send?.({ committed: id, facts: 2 });
  await replica.transactions.run((tx) => tx.publish(new Referral(id, 2).answer()));
  process.send?.({ committed: id, facts: 3 });
}
