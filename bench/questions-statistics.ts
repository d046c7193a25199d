// npx nx run questions:build && node -C carrel-source --import ./libs/testing/typescript.mjs bench/questions-statistics.ts
// A month's and a year's reports of a cooperative over HTTP, beside the bare SQL over the counted questions.
// QUESTIONS=1000000 LIBRARIES=1500 REPEATS=10
import { loadavg } from 'node:os';
import { staff } from '@carrel/testing';
import type pg from 'pg';
import {
  contributions,
  factColumns,
  factsOf,
} from '../services/questions/src/statistics/persistence/facts.js';
import { idOf, seed } from './questions-seed.js';
import { measured, send, type Figures } from './questions-load.js';
import { aWorld } from './questions-world.js';

const questions = Number(process.env.QUESTIONS ?? 1_000_000);
const libraries = Number(process.env.LIBRARIES ?? 1_500);
const repeats = Number(process.env.REPEATS ?? 10);

const world = await aWorld();
const seconds: Record<string, number> = {};
const built = await world.service('counted', async (sql) => {
  await timed('questions', () => seed(sql, { questions, libraries, biggest: 0.02 }));
  await timed('history', () => history(sql));
  await timed('facts', () => sql.query(`INSERT INTO statistics_facts (${factColumns}) ${factsOf('true')}`));
  await timed('daily', () =>
    sql.query(`INSERT INTO statistics_daily (dimension, institution_id, day, value, count)
      SELECT dimension, institution_id, (at AT TIME ZONE 'UTC')::date, value, count(*)
      FROM (${contributions('statistics_facts', 'statistics_transfers')}) c GROUP BY 1, 2, 3, 4`),
  );
  await sql.query('VACUUM ANALYZE statistics_daily');
  await sql.query('VACUUM ANALYZE statistics_facts');
  await sql.query('VACUUM ANALYZE statistics_monthly');
});
console.log(
  `${questions} questions of ${libraries} libraries; seconds to seed and count: ${JSON.stringify(seconds)}`,
);

const cooperative = idOf('group', 1048576);
const headers = await staff({
  institutionId: idOf('library', 1),
  subscriptionGroupId: idOf('group', 1),
  roles: ['reviewer'],
  groupRoles: [{ groupId: cooperative, role: 'group-admin' }],
}).headers();
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
const periods = { year: `from=${day(364)}&to=${day(0)}`, month: `from=${day(40)}&to=${day(11)}` };
const views = ['source', 'resolution', 'librarian', 'library', 'month', 'given-chat', 'ledger'];

const figures: Record<string, Figures> = {};
for (const [period, days] of Object.entries(periods))
  for (const view of views)
    for (const zone of ['UTC', 'Asia/Kathmandu']) {
      const path = view === 'ledger' ? 'statistics/ledger?' : `statistics?by=${view}&`;
      const url = `${built.url}/api/questions/v1/${path}groupId=${cooperative}&${days}&timeZone=${zone}`;
      await send(url, headers);
      figures[`${period} by ${view}, ${zone}`] = await measured(repeats, 1, () => send(url, headers));
    }
figures['bare SQL: year by source, from the questions'] = await measured(repeats, 1, () =>
  built.sql.query(`SELECT source, count(*) FROM statistics_facts WHERE apart IS NULL GROUP BY 1`),
);
figures['bare SQL: year by source, from the days'] = await measured(repeats, 1, () =>
  built.sql.query(`SELECT value, sum(count) FROM statistics_daily WHERE dimension = 'source' GROUP BY 1`),
);
const csv = `${built.url}/api/questions/v1/statistics/questions.csv?groupId=${cooperative}&${periods.month}`;
const from = performance.now();
const lines = (await send(csv, headers)).body.split('\n').length - 2;
const perSecond = Math.round(lines / ((performance.now() - from) / 1000));
console.table(figures);
const slowest = Math.max(...Object.values(figures).map(({ p95 }) => p95));
console.log(
  JSON.stringify({
    bench: 'questions-statistics',
    ...{ questions, libraries, repeats, load: loadavg()[0], slowest },
    csv: { lines, perSecond },
    figures,
  }),
);
await built.stop();
await world.stop();
process.exit();

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await work();
  seconds[name] = Math.round((performance.now() - started) / 1000);
}

/** Every question was begun by somebody, and most were answered within three days. */
async function history(sql: pg.Pool): Promise<void> {
  await sql.query(`
    INSERT INTO history (question_id, at, actor_id, institution_id, what, about)
    SELECT id, created_at, handled_by_id, handled_by_institution_id, 'created', '{}'::jsonb FROM questions
    UNION ALL
    SELECT id, created_at + (number % 4320) * interval '1 minute', handled_by_id, handled_by_institution_id,
      'answered', '{}'::jsonb FROM questions WHERE number % 3 > 0`);
  await sql.query('VACUUM ANALYZE history');
}
