// npm run soak: two hours at a tenth of the load of 1,500 libraries on a system of its own, looked at every minute. Says
// which figures grow that should not (memory, files, connections, rows and room of tables, what waits), whether anything was
// lost or came twice, whether every invariant holds and PostgreSQL had no deadlock; exit code 1 otherwise. MINUTES=120;
// LIBRARIES=150 that are played; SAMPLES=soak.json is where every sample is written, JUDGE=1 judges those there without a
// run; TABLES=1 shows what grows by work too. Wants built code.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { ok } from '@carrel/client';
import { aMailbox } from '@carrel/testing';
import { freePorts, provisionedUrl, startStack } from '../tools/src/index.js';
import { at, eventually } from '../tools/src/journey/client.js';
import { violationsAt } from '../tools/src/operator/invariants.js';
import { trendOf } from '../tools/src/resilience/trend.js';
import { failuresIn, untilDrained } from '../tools/src/resilience/watch.js';
import { Patrons, type Counts, type Taken } from './lib/a-day-people.js';
import { quantiles, round } from './lib/figures.mjs';
import { Samples, seriesOf, type Sample } from './lib/soak-samples.js';

const setting = (name: string, fallback: number) => Number(process.env[name] ?? fallback);
const minutes = setting('MINUTES', 120);
const libraries = setting('LIBRARIES', 150);
const file = process.env.SAMPLES ?? 'soak.json';
/** The mix of docs/operators/scaling.md; web questions ten times as many, so that there are some. */
const load = {
  chatsAtOnce: libraries / 2,
  secondsAMessage: 5,
  secondsAChat: 600,
  listsASecond: (libraries * 3) / 20,
  formsASecond: (10 * libraries) / 36_000,
};
/** Two pages of each librarian; those who chat are fewer than in life, so each of them has a chat's events sent to less. */
const streams = { streams: 8, idleStreams: libraries * 3 * 2 - 8 };

const faults: string[] = [];
const must = (holds: boolean, words: string) => {
  if (!holds) faults.push(words);
  console.log(`${holds ? 'ok' : 'FAULT'}: ${words}`);
};
if (process.env.JUDGE) {
  judge((JSON.parse(readFileSync(file, 'utf8')) as { samples: Sample[] }).samples);
  process.exit(faults.length ? 1 : 0);
}

const folder = mkdtempSync(join(tmpdir(), 'carrel-soak-'));
const mailbox = await aMailbox();
const basePort = await freePorts();
const stack = await startStack({
  ...{ dataDir: folder, basePort, demo: true, quiet: true },
  // One machine plays all patrons and librarians.
  env: {
    ...{ ...process.env, SMTP_URL: mailbox.url },
    ...{ STREAMS_PER_PERSON: '100000', STREAMS_PER_NETWORK: '100000', EQUAL_POSTS_SECONDS: '0' },
  },
});
const replies = createTransport({
  ...{ host: '127.0.0.1', port: Number(new URL(stack.urls.mailIn).port), ignoreTLS: true, pool: true },
});
const answer = 'It is on the third floor, beside the maps.';
const thanks = (id: string) => `Thank you, I have found it: ${id}`;
const replied: string[] = [];
let arrived: Patrons;
try {
  const patrons = (arrived = await Patrons.arrive(stack.url, { ...streams, afterForm: correspond }));
  const looks = await Samples.of(stack, `http://127.0.0.1:${basePort + 9}`);
  const playing = new AbortController();
  const [counts, samples] = await Promise.all([
    patrons.during(minutes * 60, load).finally(() => playing.abort()),
    watch(looks, patrons, playing.signal),
  ]);
  await patrons.leave();
  writeFileSync(file, JSON.stringify({ minutes, libraries, samples }));

  judge(samples);
  const took = await untilDrained(stack).catch((error: unknown) => String(error));
  must(
    typeof took === 'number',
    `all events were handled ${String(took)} s after the end; load ${loadavg()[0]!.toFixed(1)}`,
  );
  await nothingIsLost(looks, patrons.taken, counts);
  await looks.end();
  await invariantsHold();
  noDeadlocks();
} finally {
  if (faults.length)
    for (const service of Object.keys(stack.processes) as (keyof typeof stack.processes)[])
      for (const line of failuresIn(stack, service as 'chat'))
        console.log(`log of ${service}: ${line.slice(0, 300)}`);
  replies.close();
  await stack.stop();
  await mailbox.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(faults.length ? `FAILED:\n  ${faults.join('\n  ')}` : 'passed');
process.exit(faults.length ? 1 : 0);

/** The librarian answers, and the patron thanks her by mail, which she sees at the question. */
async function correspond({ id, email, librarian }: Taken['forms'][number]): Promise<void> {
  const staff = () => arrived.librarianOf(librarian);
  await mailbox.next(email, undefined, 60_000);
  await ok(staff().questions.POST('/v1/questions/{id}/answers', { ...at(id), body: { text: answer } }));
  const answered = await mailbox.next(email, ({ text }) => text?.includes(answer) ?? false, 60_000);
  const to = answered.replyTo?.value[0]?.address;
  if (!to) throw new Error('the answer says no address to reply to');
  await replies.sendMail({
    ...{ from: `Robin Reader <${email}>`, to, inReplyTo: answered.messageId, text: thanks(id) },
    subject: `Re: ${answered.subject}`,
  });
  await eventually(async () => {
    const question = await ok(staff().questions.GET('/v1/questions/{id}', at(id)));
    if (!JSON.stringify(question).includes(thanks(id))) throw new Error('the reply is not at the question');
  });
  replied.push(id);
}

async function watch(looks: Samples, patrons: Patrons, signal: AbortSignal): Promise<Sample[]> {
  const samples: Sample[] = [];
  const began = performance.now();
  while (!signal.aborted) {
    const minute = (performance.now() - began) / 60_000;
    const looked = await looks.now().catch((error: unknown) => {
      console.log(`${round(minute, 1)} min  no sample: ${String(error)}`);
      return {};
    });
    const sample: Sample = { minute, load: loadavg()[0]!, ...looked };
    samples.push(sample);
    appendFileSync(`${file}l`, `${JSON.stringify(sample)}\n`);
    const memory = ['chat', 'questions', 'admin', 'referrals', 'notifications']
      .map(
        (service) =>
          `${service} ${round(sample[`${service} RSS MB`] ?? 0, 0)}/${round(sample[`${service} heap MB`] ?? 0, 0)}`,
      )
      .join(', ');
    const sent = [...patrons.taken.messages.values()].reduce((sum, n) => sum + n, 0);
    console.log(
      `${round(sample.minute!, 1)} min  ${sent} messages, ${patrons.taken.forms.length} forms; RSS/heap MB ${memory}; ` +
        `${sample['chat open streams']} streams; load ${round(sample.load!, 1)}`,
    );
    await sleep(Math.max(0, samples.length * 60_000 - (performance.now() - began)), undefined, {
      signal,
    }).catch(() => undefined);
  }
  return samples;
}

function judge(samples: readonly Sample[]): void {
  const names = [...new Set(samples.flatMap((sample) => Object.keys(sample)))];
  const rows = names.flatMap((name) => {
    const series = seriesOf(name);
    const points = samples.flatMap((sample) =>
      name in sample ? [{ minute: sample.minute!, value: sample[name]! }] : [],
    );
    const trend = trendOf(points, series?.allowedPerHour ?? Infinity, { floors: series?.floors ?? false });
    if (!trend) return [];
    const { from, to, perHour, error, grows } = trend;
    const verdict = !series ? 'by work' : grows ? 'GROWS' : 'flat';
    const figures = { from: round(from), to: round(to), 'an hour': round(perHour), '±': round(error) };
    return [{ what: name, ...figures, allowed: series?.allowedPerHour, verdict }];
  });
  const isTable = ({ what }: { what: string }) => what.includes(': ');
  console.table(rows.filter((row) => !isTable(row)));
  console.table(rows.filter((row) => isTable(row) && (process.env.TABLES || row.verdict === 'GROWS')));
  const flat = rows.filter(({ verdict }) => verdict === 'flat').length;
  const growing = rows.filter(({ verdict }) => verdict === 'GROWS');
  must(
    growing.length === 0,
    `of ${flat + growing.length} figures that must not grow ${growing.length} do` +
      growing.map((one) => `; ${one.what}: ${one.from} to ${one.to}, ${one['an hour']} an hour`).join(''),
  );
}

async function nothingIsLost(looks: Samples, taken: Taken, counts: Counts): Promise<void> {
  const said = [...taken.messages.values()].reduce((sum, n) => sum + n, 0);
  const [message, list] = [quantiles(counts.messageMs), quantiles(counts.listMs)];
  console.log(
    `${said} messages (p50 ${message.p50}, p99 ${message.p99} ms), ${counts.lists} lists (p50 ${list.p50}, p99 ${list.p99} ms), ` +
      `${counts.forms} forms, ${replied.length} replies by mail, ${counts.ended} chats ended; the load was late by ${round(counts.lateMs, 0)} ms at worst`,
  );
  const kinds = [...new Set(counts.errors)].slice(0, 5).join('; ');
  must(counts.errors.length <= (said + counts.lists) / 1_000, `${counts.errors.length} errors ${kinds}`);
  const chats = await looks.client('chat').query<{ id: string; lines: string }>(
    `SELECT session_id AS id, count(*) AS lines FROM lines
    WHERE client_id IS NOT NULL AND session_id = ANY($1::uuid[]) GROUP BY session_id`,
    [[...taken.messages.keys()]],
  );
  const stored = new Map(chats.rows.map(({ id, lines }) => [id, Number(lines)]));
  const other = [...taken.messages].filter(([id, n]) => stored.get(id) !== n);
  must(
    other.length === 0,
    `${said} messages were taken; ${other.length} of ${taken.messages.size} chats have stored another number`,
  );
  must(
    taken.otherOnStream.length === 0,
    `${taken.otherOnStream.length} chats had another number on the patron's stream ${taken.otherOnStream.slice(0, 3).join('; ')}`,
  );
  const { rows } = await looks.client('questions').query<{ one: string; doubled: string }>(
    `SELECT count(DISTINCT session_id) AS one, count(*) - count(DISTINCT session_id) AS doubled
    FROM questions WHERE session_id = ANY($1::uuid[])`,
    [taken.ended],
  );
  must(
    Number(rows[0]!.one) === taken.ended.length && Number(rows[0]!.doubled) === 0,
    `${taken.ended.length} chats ended; ${rows[0]!.one} are questions, ${rows[0]!.doubled} twice`,
  );
  const lost: string[] = [];
  for (const { id, librarian } of taken.forms) {
    const question = JSON.stringify(
      await ok(arrived.librarianOf(librarian).questions.GET('/v1/questions/{id}', at(id))),
    );
    if (question.split(thanks(id)).length !== 2) lost.push(id);
  }
  must(
    lost.length === 0,
    `${taken.forms.length} questions by web form; ${lost.length} are without their reply, or have it twice`,
  );
  const mails = new Map<string, number>();
  for (const { recipients } of mailbox.all())
    for (const address of recipients) mails.set(address, (mails.get(address) ?? 0) + 1);
  const wrong = taken.forms.filter(({ email }) => mails.get(email) !== 2);
  must(wrong.length === 0, `each was sent a receipt and an answer, but ${wrong.length}`);
}

/** Each of them ended somebody's transaction, a patron's perhaps. */
function noDeadlocks(): void {
  const log = readFileSync(stack.logOf('postgres'), 'utf8').split('\n');
  const found = log.filter((line) => line.includes('deadlock detected')).length;
  must(found === 0, `${found} deadlocks in PostgreSQL's log`);
}

async function invariantsHold(): Promise<void> {
  const secret = readFileSync(join(folder, 'secret'), 'utf8').trim();
  const databaseOf = (...[service, role]: Parameters<Parameters<typeof violationsAt>[0]['databaseOf']>) =>
    provisionedUrl(stack.urls.postgres, service, secret, role);
  const violations = await violationsAt({ databaseOf }, 5, () => undefined);
  must(
    violations.length === 0,
    `${violations.length} invariants are violated ${JSON.stringify(violations).slice(0, 500)}`,
  );
}
