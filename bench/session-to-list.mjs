// node bench/session-to-list.mjs: a chat ends over HTTP, and its question is in the library's list of the other service.
// ENDS (50) a second for SECONDS (8), REPEATS (5); beside it the round trip of a request over core NATS.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseOf, freePort, provision, startProgram, withClient } from '@carrel/tools';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { someChats, startChat } from './lib/chat-stack.mjs';
import { median, quantiles, round, sharesOf } from './lib/figures.mjs';

const repeats = Number(process.env.REPEATS ?? 5);
const seconds = Number(process.env.SECONDS ?? 8);
const perSecond = Number(process.env.ENDS ?? 50);
const main = fileURLToPath(new URL('../services/questions/dist/main.js', import.meta.url));

const stack = await startChat();
const questions = await startQuestions();
const pids = { ...stack.pids, questions: questions.program.pid, generator: process.pid };
const rows = [];
try {
  await run(2);
  // As a server has done that has run for a while: plans of empty tables read whole tables.
  for (const database of ['carrel_chat', 'carrel_questions'])
    await withClient(databaseOf(stack.postgresUrl, database), (client) => client.query('ANALYZE'));
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    rows.push({ ...(await run(seconds)), load: round(loadavg()[0], 1) });
    rows.push({ ...(await roundTrips(1_000)), load: round(loadavg()[0], 1) });
  }
} finally {
  await questions.stop();
  await stack.stop();
}
console.table(rows);
const medianOf = (mode) =>
  Object.fromEntries(
    ['p50', 'p95', 'p99'].map((p) => [
      p,
      round(median(rows.filter((row) => row.mode === mode).map((row) => row[p]))),
    ]),
  );
const lost = rows.reduce((sum, row) => sum + (row.lost ?? 0), 0);
const medians = { listed: medianOf('session to list'), natsRoundTrip: medianOf('NATS round trip') };
console.log(JSON.stringify({ bench: 'session-to-list', repeats, seconds, perSecond, lost, ...medians }));
process.exit(lost > 0 ? 1 : 0);

async function startQuestions() {
  const { appUrl, ownerUrl } = await provision(stack.postgresUrl, 'questions', 'of a benchmark');
  const port = await freePort();
  const env = {
    ...process.env,
    ...stack.env,
    NODE_ENV: 'development',
    LOG_LEVEL: 'info',
    QUESTIONS_DATABASE_URL: appUrl,
    QUESTIONS_DATABASE_OWNER_URL: ownerUrl,
    CARREL_SECRET: 'a secret of a benchmark, thirty-two bytes and more',
    PORT: String(port),
  };
  await promisify(execFile)(process.execPath, [main, 'migrate'], { env });
  const logFile = join(stack.dir, 'questions.log');
  const program = await startProgram(process.execPath, [main], { env, cwd: stack.dir, logFile });
  for (const until = Date.now() + 60_000; ; await pause(50)) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
    if (answer?.ok) break;
    if (Date.now() > until) throw new Error(`questions is not ready:\n${program.lastWords()}`);
  }
  const db = new pg.Client({ connectionString: appUrl });
  await db.connect();
  // Asked hundreds of times a second, so it must cost next to nothing.
  await db.query('SET enable_seqscan = off');
  const stop = async () => {
    await db.end();
    await program.stop();
  };
  return { program, db, appUrl, stop };
}

/** So many ends a second for so long; each is timed from the request to the committed row of the list. */
async function run(forSeconds) {
  const chats = await someChats(stack, forSeconds * perSecond);
  for (const url of [stack.databaseUrl, questions.appUrl]) await known(url, chats);
  const ended = new Map();
  const latencies = [];
  const shares = sharesOf(pids);
  let over = false;
  const watching = (async () => {
    while (!over || (ended.size && performance.now() < over)) {
      if (ended.size)
        for (const id of await listed([...ended.keys()])) {
          latencies.push(performance.now() - ended.get(id));
          ended.delete(id);
        }
      await pause(1);
    }
  })();
  const started = performance.now();
  const sent = [];
  for (const [n, chat] of chats.entries()) {
    const wait = started + (n * 1000) / perSecond - performance.now();
    if (wait > 0) await pause(wait);
    ended.set(chat.id, performance.now());
    sent.push(
      fetch(`http://127.0.0.1:${stack.port}/api/chat/v1/sessions/${chat.id}/end`, {
        method: 'POST',
        headers: { authorization: chat.librarian, 'content-type': 'application/json' },
        body: JSON.stringify({ resolution: 'followup-by-patron-library', noContactConfirmed: true }),
      }).then(async (answer) => ({ status: answer.status, body: await answer.text() })),
    );
  }
  const answers = await Promise.all(sent);
  over = performance.now() + 10_000;
  await watching;
  const refused = answers.find(({ status }) => status >= 300);
  if (refused) throw new Error(`${refused.status} ${refused.body}`);
  const cpu = Object.fromEntries(
    Object.entries(shares().shares).map(([name, share]) => [`${name} %`, share]),
  );
  return { mode: 'session to list', ...quantiles(latencies), lost: ended.size, ...cpu };
}

async function listed(ids) {
  const { rows: found } = await questions.db.query({
    name: 'listed',
    text: `SELECT q.session_id AS id FROM questions q JOIN holdings h ON h.question_id = q.id AND h.status = 'new'
      WHERE q.session_id = ANY($1::uuid[])`,
    values: [ids],
  });
  return found.map(({ id }) => id);
}

/** Both services know the libraries. */
function known(url, chats) {
  return withClient(url, (client) =>
    client.query(
      `INSERT INTO directory_institutions (id, sequence, name, subscription_group_id, time_zone, profile_status,
         accepts_referrals, portal)
       SELECT id, 1, 'Library', id, 'UTC', 'active', true, false FROM unnest($1::uuid[]) AS of (id)
       ON CONFLICT DO NOTHING`,
      [chats.map(({ institutionId }) => institutionId)],
    ),
  );
}

async function roundTrips(count) {
  const nats = await connect({ servers: stack.env.NATS_URL });
  const subscription = nats.subscribe('bench.echo', { callback: (_error, message) => message.respond('') });
  const latencies = [];
  for (let n = 0; n < count; n += 1) {
    const from = performance.now();
    await nats.request('bench.echo', '', { timeout: 5_000 });
    latencies.push(performance.now() - from);
  }
  subscription.unsubscribe();
  await nats.close();
  return { mode: 'NATS round trip', ...quantiles(latencies) };
}

function pause(ms) {
  return sleep(ms);
}
