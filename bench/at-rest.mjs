// node bench/at-rest.mjs: what the whole system costs while nobody uses it: processor, memory and wakes of each process, queries
// by database and by text, messages over NATS. SECONDS (60) after QUIET (30) of coming to rest; TEXTS=1 lists the queries,
// NODE_FLAGS goes to the services.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts, startStack, watchStatements } from '@carrel/tools';
import { cpuOf, cpuOfFamily, residentKb, round } from './lib/figures.mjs';

const seconds = Number(process.env.SECONDS ?? 60);
const quiet = Number(process.env.QUIET ?? 30);
const services = ['admin', 'chat', 'questions', 'referrals', 'notifications'];

const folder = mkdtempSync(join(tmpdir(), 'carrel-at-rest-'));
const basePort = await freePorts();
const nodeFlags = process.env.NODE_FLAGS?.split(' ');
const stack = await startStack({ dataDir: folder, basePort, demo: true, quiet: true, nodeFlags });
try {
  await sleep(quiet * 1_000);
  const messages = await natsMessages();
  const before = look();
  const began = performance.now();
  await sleep(seconds * 1_000);
  const took = (performance.now() - began) / 1_000;
  const after = look();
  const natsMessagesPerSecond = round(((await natsMessages()) - messages) / took, 1);
  // Counted apart, since the log they are counted by costs processor too.
  const { counts, per } = await statements();
  const rows = Object.keys(before).map((part) => ({
    part,
    '% of a core': round((after[part].cpu - before[part].cpu) / 1e4 / took),
    'resident MB': round(residentKb(stack.processes[part]) / 1024, 0),
    'wakes/s': round((after[part].wakes - before[part].wakes) / took, 1),
    'queries/s': counts[part] && round(counts[part].length / per),
  }));
  console.table(rows);
  if (process.env.TEXTS) for (const service of services) list(service, counts[service], per);
  const sum = (of) =>
    round(rows.filter(({ part }) => of(part)).reduce((all, row) => all + row['% of a core'], 0));
  console.log(
    JSON.stringify({
      bench: 'at-rest',
      seconds: round(took, 0),
      load: round(loadavg()[0], 1),
      services: sum((part) => services.includes(part)),
      all: sum((part) => part !== 'mailbox'),
      queriesPerSecond: Object.fromEntries(
        services.map((service) => [service, round(counts[service].length / per)]),
      ),
      natsMessagesPerSecond,
    }),
  );
} finally {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Processor and voluntary context switches so far, of each part with what it has started. */
function look() {
  return Object.fromEntries(
    Object.entries(stack.processes).map(([part, pid]) => [
      part,
      { cpu: part === 'postgres' ? cpuOfFamily(pid) : cpuOf(pid), wakes: wakesOf(pid) },
    ]),
  );
}

function wakesOf(pid) {
  return readdirSync(`/proc/${pid}/task`).reduce((sum, thread) => {
    const status = readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8');
    return sum + Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)[1]);
  }, 0);
}

async function natsMessages() {
  const answer = await fetch(`http://127.0.0.1:${basePort + 9}/varz`);
  const { in_msgs, out_msgs } = await answer.json();
  return in_msgs + out_msgs;
}

async function statements() {
  const watched = await watchStatements(stack.urls.postgres, stack.logOf('postgres'));
  const began = performance.now();
  await sleep(seconds * 1_000);
  const found = watched.take();
  const per = (performance.now() - began) / 1_000;
  await watched.end();
  const counts = Object.fromEntries(
    services.map((service) => [service, found.get(`carrel_${service}`) ?? []]),
  );
  return { counts, per };
}

function list(service, texts, per) {
  const counts = new Map();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 25);
  console.log(`\n${service}`);
  for (const [text, count] of most) console.log(`  ${round(count / per, 3)}/s  ${text.slice(0, 150)}`);
}
