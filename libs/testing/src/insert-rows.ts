import type { DataSource } from 'typeorm';

/** So many rows of a table. What must not be null and has no default gets a value of its type, `n` counts from 1. */
export interface Rows {
  readonly table: string;
  /** Default 100,000. */
  readonly count?: number;
  /** SQL for columns that must hold something particular. */
  readonly values?: Readonly<Record<string, string>>;
}

const ofType: Record<string, string> = {
  uuid: 'gen_random_uuid()',
  text: `'row ' || n`,
  boolean: 'false',
  jsonb: `'{}'`,
  ARRAY: `'{}'`,
  date: 'current_date',
  bytea: `''`,
};

/** Writes them straight into the table: migrations look at rows, not at what they mean. */
export async function insertRows(
  db: DataSource,
  { table, count = 100_000, values = {} }: Rows,
): Promise<void> {
  const needed = await db.query<{ name: string; type: string }[]>(
    `select column_name as name, data_type as type from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_nullable = 'NO' and column_default is null
       and is_identity = 'NO' and is_generated = 'NEVER'`,
    [table],
  );
  const filled = new Map(needed.map(({ name, type }) => [name, ofType[type] ?? valueOf(type)]));
  for (const [name, sql] of Object.entries(values)) filled.set(name, sql);
  await db.query(
    `insert into ${table} (${[...filled.keys()].join(', ')})
     select ${[...filled.values()].join(', ')} from generate_series(1, ${count}) n`,
  );
}

const valueOf = (type: string): string => (type.startsWith('timestamp') ? 'now()' : 'n');
