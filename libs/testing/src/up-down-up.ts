import { DataSource, type DataSourceOptions } from 'typeorm';
import { aDatabase } from './database.js';

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
}

/**
 * Runs a service's migrations up; has `fill` put rows in their way; undoes the newest and runs it again over them; then
 * undoes all, and runs all again.
 */
export async function upDownUp(
  describe: (url: string) => DataSourceOptions,
  fill: readonly string[],
): Promise<UpDownUp> {
  const database = await aDatabase();
  const db = await new DataSource(describe(database.ownerUrl)).initialize();
  try {
    const { length } = await db.runMigrations({ transaction: 'each' });
    const first = await schemaOf(db);
    await db.query(`select set_config('carrel.library', 'every', false)`);
    for (const rows of fill) await db.query(rows);
    await db.undoLastMigration({ transaction: 'each' });
    await db.runMigrations({ transaction: 'each' });
    for (let n = 0; n < length; n += 1) await db.undoLastMigration({ transaction: 'each' });
    const between = (await schemaOf(db)).filter(
      (line) => !/ migrations\b|PK_|\.migrations |migrations\./.test(line),
    );
    await db.runMigrations({ transaction: 'each' });
    return { first, between, second: await schemaOf(db) };
  } finally {
    await db.destroy();
    await database.drop();
  }
}

/** A hundred thousand sent facts, and as many taken; for every service's tables. */
export const hundredThousandEvents = [
  `insert into outbox (id, name, subject, sequence, envelope, occurred_at, sent_at)
   select gen_random_uuid(), 'question.closed.v1', gen_random_uuid(), 1, '{}', now(), now() from generate_series(1, 100000)`,
  `insert into inbox (event_id, handler) select gen_random_uuid(), 'a handler' from generate_series(1, 100000)`,
];
