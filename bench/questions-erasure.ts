// npx nx run questions:build && node -C carrel-source --import ./libs/testing/typescript.mjs bench/questions-erasure.ts
// One patron with very many questions is forgotten while others go on reading their lists (F29, promise 25).
// PATRON=70000 QUESTIONS=200000 LIBRARIES=100
import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { staff } from '@carrel/testing';
import { idOf, seed } from './questions-seed.js';
import { measured, send } from './questions-load.js';
import { aWorld } from './questions-world.js';

const ofPatron = Number(process.env.PATRON ?? 70_000);
const questions = Number(process.env.QUESTIONS ?? 200_000);
const libraries = Number(process.env.LIBRARIES ?? 100);
const address = 'robin.remembered@patron.example';

const world = await aWorld();
const built = await world.service('erasing', async (sql) => {
  // Library 1 owns enough questions for the patron to have asked them all.
  await seed(sql, { questions, libraries, biggest: Math.min(1, (ofPatron / questions) * 1.2) });
  await sql.query(
    `UPDATE questions SET patron_name = 'Robin Remembered', patron_email = $1, text = 'Robin Remembered asks: ' || text
     WHERE id IN (SELECT id FROM questions WHERE home_institution_id = $2 LIMIT $3)`,
    [address, idOf('library', 1), ofPatron],
  );
  await sql.query(
    `INSERT INTO messages (id, question_id, kind, at, text)
       SELECT gen_random_uuid(), id, 'answer', now(), 'Dear Robin Remembered' FROM questions WHERE patron_email = $1`,
    [address],
  );
  await sql.query(
    `INSERT INTO transcripts (question_id, lines)
       SELECT id, '[{"seq": 1, "from": "patron", "text": "I am Robin Remembered"}]' FROM questions WHERE patron_email = $1`,
    [address],
  );
  await sql.query('VACUUM ANALYZE questions');
});
const count = async (text: string): Promise<number> => Number((await built.sql.query(text)).rows[0].n);
const before = await count('SELECT count(*) n FROM questions');
const of = (library: number, role: 'institution-admin' | 'librarian') =>
  staff({
    institutionId: idOf('library', library),
    subscriptionGroupId: idOf('group', 1),
    roles: [role],
  }).headers();
const [admin, reader] = [await of(1, 'institution-admin'), await of(2, 'librarian')];
const api = `${built.url}/api/questions/v1`;
const lists = (times: number) => measured(times, 2, () => send(`${api}/questions?list=closed`, reader));
const quiet = await lists(300);

const started = performance.now();
const asked = JSON.parse((await send(`${api}/erasures`, admin, { email: address })).body) as { id: string };
const meanwhile = await lists(600);
let last: { status: string; questions: number };
do {
  await sleep(250);
  last = JSON.parse((await send(`${api}/erasures/${asked.id}`, admin)).body) as typeof last;
} while (last.status !== 'done');
const seconds = Math.round((performance.now() - started) / 100) / 10;

const found: string[] = [];
const { rows } = await built.sql.query<{ name: string }>(`
  SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
  WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`);
for (const { name } of rows) {
  const n = await count(
    `SELECT count(*) n FROM ${name} t WHERE t::text ILIKE '%${address}%' OR t::text ILIKE '%Robin Remembered%'`,
  );
  if (n > 0) found.push(`${name}: ${n}`);
}
const erasedEvents = await count(`SELECT count(*) n FROM outbox WHERE name = 'question.erased.v1'`).catch(
  () => NaN,
);
console.log(
  JSON.stringify({
    bench: 'questions-erasure',
    ...{ questions, erased: last.questions, seconds, perSecond: Math.round(last.questions / seconds) },
    ...{ eventsInOutbox: erasedEvents, tablesWithTraces: found },
    countsUnchanged: before === (await count('SELECT count(*) n FROM questions')),
    listP95: { quiet: quiet.p95, meanwhile: meanwhile.p95 },
    load: loadavg()[0],
  }),
);
await built.stop();
await world.stop();
process.exit(found.length ? 1 : 0);
