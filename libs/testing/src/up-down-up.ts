import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrateDatabase } from '@carrel/web';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { concurrentSessions } from './concurrent-sessions.js';
import { aDatabase } from './database.js';
import { insertRows, type Rows } from './insert-rows.js';

/** Every table, column, index and constraint, a line each. */
async function schemaOf(db: DataSource): Promise<string[]> {
  const rows = await db.query<{ line: string }[]>(`
    select 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
      || coalesce(' ' || column_default, '') as line
    from information_schema.columns where table_schema = 'public'
    union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
    union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 0
    union all select 'policy ' || tablename || ' ' || policyname from pg_policies where schemaname = 'public'`);
  return rows.map(({ line }) => line).sort();
}

/** What a service's migrations did to a database of its own, up, down and up again over rows in the way. */
export interface UpDownUp {
  first: string[];
  /** What is left when all are undone. */
  between: string[];
  second: string[];
  /** The longest that sessions beside the migrations since the last release, and the newest at least, had to wait. */
  waited: { ms: number; table: string; rounds: number };
}

/** How many of a service's migrations came after the last published ones, one at least. */
function sinceRelease(service: string, all: readonly string[]): number {
  const file = join(import.meta.dirname, '../../../docs/published/migrations.json');
  const published = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string[]>;
  const fresh = all.findIndex((name) => !published[service]?.includes(name));
  return fresh < 0 ? 1 : all.length - fresh;
}

/**
 * Runs a service's migrations up; puts rows in their way, `rows` and a hundred thousand events; undoes those since the
 * last release and runs them again beside sessions that use every table; then undoes all, and runs all again.
 */
export async function upDownUp(
  service: string,
  describe: (url: string) => DataSourceOptions,
  rows: readonly Rows[],
): Promise<UpDownUp> {
  const database = await aDatabase();
  const db = await new DataSource(describe(database.ownerUrl)).initialize();
  try {
    const done = await db.runMigrations({ transaction: 'each' });
    const first = await schemaOf(db);
    await db.query(`select set_config('carrel.library', 'every', false)`);
    for (const sql of hundredThousandEvents) await db.query(sql);
    for (const some of rows) await insertRows(db, some);
    await db.query('analyze');
    const fresh = sinceRelease(
      service,
      done.map(({ name }) => name),
    );
    for (let n = 0; n < fresh; n += 1) await db.undoLastMigration({ transaction: 'each' });
    const sessions = await concurrentSessions(database.ownerUrl);
    await migrateDatabase(describe, database.ownerUrl, () => undefined);
    const waited = await sessions.stop();
    for (let n = 0; n < done.length; n += 1) await db.undoLastMigration({ transaction: 'each' });
    const between = (await schemaOf(db)).filter(
      (line) => !/ migrations\b|PK_|\.migrations |migrations\./.test(line),
    );
    await db.runMigrations({ transaction: 'each' });
    return { first, between, second: await schemaOf(db), waited };
  } finally {
    await db.destroy();
    await database.drop();
  }
}

/** A hundred thousand sent facts, and as many taken; in every service's tables. */
const hundredThousandEvents = [
  `insert into outbox (id, name, subject, sequence, envelope, occurred_at, sent_at)
   select gen_random_uuid(), 'question.closed.v1', gen_random_uuid(), 1, '{}', now(), now() from generate_series(1, 100000)`,
  `insert into inbox (event_id, handler) select gen_random_uuid(), 'a handler' from generate_series(1, 100000)`,
];
