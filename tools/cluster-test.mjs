// npm run cluster-test: the whole system on three NATS servers with the configuration of k8s/components/nats. One copy of
// each stream becomes three; one server is killed, one is ended as Kubernetes ends it, then two are killed, while patrons
// ask and both sides of a chat write; counts what was lost or came twice. Wants built code (npm run build); 6 minutes.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts, newCalloutKeys, services, startNatsCluster, startStack } from '@carrel/tools';
import { journey } from './dist/journey/journey.js';
import { eventually } from './dist/journey/client.js';
import { startFront } from './dist/resilience/front.js';
import { askUnderLoad } from './dist/resilience/question-load.js';
import { inWords, streamsOf } from './dist/resilience/streams.js';
import { metricOf, readinessOf, untilDrained, untilWhole, warningsIn } from './dist/resilience/watch.js';
import { rollUnderLoad } from './dist/upgrade/roll-under-load.js';

const dataDir = mkdtempSync(join(tmpdir(), 'carrel-cluster-'));
const keys = newCalloutKeys();
const passwords = Object.fromEntries(services.map((name) => [name, randomBytes(12).toString('hex')]));
const inspector = { user: 'inspector', password: randomUUID() };
const accounts = { passwords, calloutIssuer: keys.issuer, unlimited: inspector };

const began = Date.now();
const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1);
const say = (words) => console.log(`${seconds(began)} s  ${words}`);
const faults = [];
const must = (holds, words) => {
  if (!holds) faults.push(words);
  say(`${holds ? 'ok' : 'FAULT'}: ${words}`);
};

let cluster;
let front;
let stack;
try {
  cluster = await startNatsCluster(accounts);
  const { nodes } = cluster;
  front = await startFront(nodes.map(({ monitorUrl }) => monitorUrl));
  const basePort = await freePorts();
  const start = (replicas) =>
    startStack({
      ...{ dataDir, basePort, demo: true, quiet: true, natsPasswords: passwords, natsInspector: inspector },
      env: {
        ...process.env,
        NATS_URL: cluster.url,
        NATS_MONITOR_URL: front.url,
        NATS_PUBLIC_URL: nodes[0].url,
        NATS_CALLOUT_SEED: keys.seed,
        NATS_REPLICAS: String(replicas),
      },
    });
  const streams = () => streamsOf(cluster.url, inspector);
  const allCurrent = (copies) =>
    eventually(async () => {
      const found = await streams();
      if (!found.every((stream) => stream.copies === copies && stream.current === copies))
        throw new Error(inWords(found));
      return found;
    });

  stack = await start(1);
  const place = { url: stack.url, mailboxUrl: stack.urls.mailbox };
  await journey(place, { say: () => {} });
  await untilDrained(stack);
  const before = await allCurrent(1);
  say(`the journey works with one copy of each stream: ${inWords(before)}`);
  await stack.stop();
  stack = await start(3);
  const after = await allCurrent(3);
  must(
    after.every(({ messages }, n) => messages >= before[n].messages),
    `NATS_REPLICAS=3 makes three copies and loses nothing: ${inWords(after)}`,
  );

  const underLoad = async (what, happens) => {
    let chat;
    const asked = await askUnderLoad(place, async () => {
      chat = await rollUnderLoad(stack, happens);
    });
    const drained = await untilDrained(stack);
    const { questions, lost, withoutReceipt, withTwoReceipts, sentAgain, slowestMs } = asked;
    say(
      `${what}: drained ${drained.toFixed(1)} s after the end of the load; slowest question ${slowestMs} ms`,
    );
    must(
      questions > 0 && lost + withoutReceipt + withTwoReceipts === 0,
      `${questions} questions: ${lost} lost, ${withoutReceipt} without a receipt, ${withTwoReceipts} with two, ` +
        `${sentAgain} mails handed over again`,
    );
    must(
      chat.messages > 0 && chat.lost + chat.doubled + chat.disordered === 0,
      `${chat.messages} chat messages: ${chat.lost} lost, ${chat.doubled} doubled, ${chat.disordered} out of order`,
    );
  };
  const nodeOf = (name) => nodes[Number(name.at(-1))];

  await underLoad('one server killed', async () => {
    await sleep(3_000);
    const leader = (await streams()).find(({ name }) => name === 'EVENTS').leader;
    say(`the leader of EVENTS, ${leader}, is killed`);
    await nodeOf(leader).kill();
    const whole = await untilWhole(stack);
    must(whole < 60, `no service misses anything ${whole.toFixed(1)} s later`);
    await sleep(15_000);
    await nodeOf(leader).start();
    await nodeOf(leader).caughtUp();
    say(`${leader} is back and has caught up`);
  });

  await underLoad('each server ended in lame-duck mode and started, as a rolling update does', async () => {
    for (const [n, node] of nodes.entries()) {
      const took = await node.drain();
      await node.start();
      await node.caughtUp();
      say(`carrel-nats-${n} ended ${(took / 1000).toFixed(1)} s after the signal, and has caught up again`);
    }
  });
  await allCurrent(3);

  await underLoad('two servers killed', async () => {
    const warned = Object.fromEntries(services.map((name) => [name, warningsIn(stack, name)]));
    await Promise.all([nodes[1].kill(), nodes[2].kill()]);
    say('two of three are killed');
    await sleep(60_000);
    for (const name of services) {
      const readiness = await readinessOf(stack, name);
      const [unsent, lag, unavailable] = await Promise.all(
        ['carrel_outbox_unsent', 'carrel_consumer_lag', 'carrel_consumers_unavailable'].map((metric) =>
          metricOf(stack, name, metric),
        ),
      );
      const warnings = warningsIn(stack, name) - warned[name];
      must(
        readiness?.ready && readiness.faults.length > 0 && lag === undefined && unavailable === 1,
        `${name} takes requests and says [${readiness?.faults.join('; ')}]; outbox ${unsent}, lag ` +
          `${lag ?? 'unknown'}, unavailable ${unavailable}`,
      );
      must(warnings <= 10, `${name} wrote ${warnings} warnings in a minute`);
    }
    const since = Date.now();
    await Promise.all([nodes[1].start(), nodes[2].start()]);
    await Promise.all(nodes.map((node) => node.caughtUp()));
    say(`they are back; the cluster is whole ${seconds(since)} s later`);
  });
  say(inWords(await allCurrent(3)));
  await journey(place, { say: () => {} });
  say('the journey works');
} catch (error) {
  console.error(error);
  faults.push(String(error));
} finally {
  await stack?.stop();
  await cluster?.stop();
  front?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
say(faults.length ? `FAILED:\n  ${faults.join('\n  ')}` : 'passed');
process.exit(faults.length ? 1 : 0);
