// npx nx run questions:build && node -C carrel-source --import ./libs/testing/typescript.mjs bench/questions-lists.ts
// Lists, search and the web form of one questions service over HTTP, beside the bare SQL; medians of repeats.
// QUESTIONS=2000000 LIBRARIES=500 REPEATS=5 LISTS=2000; SMALLER is the size the tenfold cost is measured against.
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { staff } from '@carrel/testing';
import { idOf, librariesPerGroup, seed } from './questions-seed.js';
import { measured, medians, median, round, send, type Figures, type Sent } from './questions-load.js';
import { aWorld, type Built } from './questions-world.js';

const setting = (name: string, fallback: number) => Number(process.env[name] ?? fallback);
const questions = setting('QUESTIONS', 2_000_000);
const smaller = setting('SMALLER', questions / 10);
const libraries = setting('LIBRARIES', 500);
const repeats = setting('REPEATS', 5);
const lists = setting('LISTS', 2_000);
const deep = setting('PAGE', 1_000);
const biggest = 0.05;

const world = await aWorld();
const started = performance.now();
const small = await world.service('small', (sql) => seed(sql, { questions: smaller, libraries, biggest }));
const large = await world.service('large', (sql) => seed(sql, { questions, libraries, biggest }));
const seconds = Math.round((performance.now() - started) / 1000);
console.log(`${questions} and ${smaller} questions of ${libraries} libraries seeded in ${seconds} s`);

const tokens = await Promise.all(
  Array.from({ length: libraries }, (_, n) =>
    staff({
      institutionId: idOf('library', n + 1),
      subscriptionGroupId: idOf('group', Math.floor(n / librariesPerGroup) + 1),
      accountId: idOf('librarian', n + 1),
      roles: ['librarian', 'reviewer'],
    }).headers(),
  ),
);
const get = (at: Built, path: string, n: number) =>
  send(`${at.url}/api/questions/v1/questions?${path}`, tokens[n % libraries]!);
const kinds = ['active', 'new', 'answered', 'closed', 'all', 'shared-followup'];
const mixed = (at: Built) => (n: number) => get(at, `list=${kinds[n % kinds.length]}`, n * 7 + 3);
const words = (n: number) => `q=word${(n * 7919 + 104729) % 20011}&list=all`;

// The bare SQL of one library's closed list, read as the service reads it.
const bare = (at: Built) => (n: number) =>
  at.sql.query({
    name: 'bare',
    text: `SELECT q.id, q.number, q.subject, h.status, h.assignee_id, h.updated_at FROM (
        SELECT * FROM holdings WHERE institution_id = $1 AND status = 'closed' AND only_chatted = false
          AND archived_at IS NULL ORDER BY updated_at DESC, question_id DESC LIMIT 51) h
      JOIN questions q ON q.id = h.question_id ORDER BY h.updated_at DESC, h.question_id DESC`,
    values: [idOf('library', (n % libraries) + 1)],
  });

const cursor = await cursorOfPage(large, deep);
const form = (at: Built, run: number) => (n: number) =>
  send(
    `${at.url}/api/questions/v1/questions`,
    // Each patron writes from an address of its own: the limit of forms counts addresses.
    { 'x-forwarded-for': `10.${run}.${(n >> 8) & 255}.${n & 255}` },
    {
      text: `Where is the herbarium of ${n}?`,
      patron: { name: 'Robin Reader', email: `r${n}@patron.example` },
      institutionId: idOf('library', (n % libraries) + 1),
    },
  );

type Runs = Record<string, Figures[]>;
const runs: Runs = {};
const run = async (
  name: string,
  count: number,
  atOnce: number,
  work: (n: number) => Promise<Sent | unknown>,
) => (runs[name] ??= []).push(await measured(count, atOnce, work));
/** As `run`, with what each took of the service's processor, behind its answers too. */
const runWithProcessor = async (
  name: string,
  count: number,
  atOnce: number,
  work: (n: number) => Promise<Sent>,
) => {
  const before = await large.cpu();
  const figures = await measured(count, atOnce, work);
  await large.rest();
  const processor = round((((await large.cpu()) - before) * 1000) / count);
  (runs[name] ??= []).push({ ...figures, processor });
};
let share = { service: 0, generator: 0 };
await measured(500, 8, mixed(large));
await measured(500, 8, mixed(small));
const queriesPerList = await queriesOf(large);
for (let repeat = 0; repeat < repeats; repeat += 1) {
  await run('bare SQL, one at a time', lists / 2, 1, bare(large));
  await run('list, one at a time', lists / 2, 1, mixed(large));
  const before = { service: await large.cpu(), generator: process.cpuUsage() };
  await runWithProcessor('list, 8 at once', lists, 8, mixed(large));
  share = { service: (await large.cpu()) - before.service, generator: used(before.generator) };
  await run('bare SQL, 8 at once', lists, 8, bare(large));
  await run('list, 8 at once, a tenth of the rows', lists, 8, mixed(small));
  await run('page 1', lists / 4, 1, () => get(large, 'list=closed', 0));
  await run(`page ${deep}`, lists / 4, 1, () => get(large, `list=closed&cursor=${cursor}`, 0));
  await run('search, 4 at once', lists / 10, 4, (n) => get(large, words(n), n));
  await run('search of the biggest library', lists / 10, 4, (n) => get(large, words(n), 0));
  await run('search for a word of every question', lists / 10, 4, (n) =>
    get(large, 'q=question&list=all', n),
  );
  await runWithProcessor('web form, 16 at once', lists, 16, form(large, repeat));
}
const figures = Object.fromEntries(Object.entries(runs).map(([name, all]) => [name, medians(all)]));
console.table(figures);
const ratio = (of: string, to: string) =>
  round(median(runs[of]!.map((figure, n) => figure.p50 / runs[to]![n]!.p50)));
const summary = {
  bench: 'questions-lists',
  ...{ questions, libraries, repeats, load: loadavg()[0] },
  deepToFirst: ratio(`page ${deep}`, 'page 1'),
  tenfold: ratio('list, 8 at once', 'list, 8 at once, a tenth of the rows'),
  queriesPerList,
  generatorShare: round(share.generator / (share.generator + share.service)),
  figures,
};
console.log(JSON.stringify(summary));
await Promise.all([small.stop(), large.stop()]);
await world.stop();
process.exit();

/** The cursor that leads to this page of the biggest library's closed list. */
async function cursorOfPage(at: Built, page: number): Promise<string> {
  const [row] = (
    await at.sql.query(
      `SELECT updated_at AS at, question_id AS id FROM holdings WHERE institution_id = $1 AND status = 'closed'
       ORDER BY updated_at DESC, question_id DESC OFFSET $2 LIMIT 1`,
      [idOf('library', 1), (page - 1) * 50 - 1],
    )
  ).rows as { at: Date; id: string }[];
  if (!row) throw new Error(`The biggest list has fewer than ${page} pages.`);
  return Buffer.from(JSON.stringify([row.at.toISOString(), row.id])).toString('base64url');
}

/** Statements the database is asked for one page of 5 and for one of 200 rows. */
async function queriesOf(at: Built): Promise<number[]> {
  const counted: number[] = [];
  const xacts = async () =>
    Number(
      (await at.sql.query(`SELECT xact_commit FROM pg_stat_database WHERE datname = 'large'`)).rows[0]
        .xact_commit,
    );
  for (const limit of [5, 200]) {
    await large.rest();
    await settled();
    const before = await xacts();
    for (let n = 0; n < 200; n += 1) await get(at, `list=all&limit=${limit}`, 0);
    await settled();
    counted.push(Math.round(((await xacts()) - before) / 200));
  }
  return counted;
}

// Backends report their statistics once idle for a second.
function settled(): Promise<void> {
  return sleep(1_500);
}

function used(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}
