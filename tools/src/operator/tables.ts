import type pg from 'pg';

/** A table whose rows are part of a backup. */
export interface Table {
  /** Schema and name, quoted. */
  readonly name: string;
  /** Quoted; those the database computes are left out. */
  readonly columns: readonly string[];
}

/** What the migrations of this version make by themselves, and what is kept beside them. */
const kept = ['public.migrations', 'graphile_worker.migrations'];

/** The migrations a database has had: a backup goes back only into tables of the same version. */
export async function versionOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from public.migrations order by name');
  return rows.map(({ name }) => name);
}

/** Every table but those of the migrations themselves. */
export async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<{ path: string; name: string; columns: string[] | null }>(
    `select n.nspname || '.' || c.relname as path, format('%I.%I', n.nspname, c.relname) as name,
       (select array_agg(format('%I', a.attname) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition
       and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'
     order by path`,
  );
  return rows
    .filter(({ path }) => !kept.includes(path))
    .map(({ name, columns }) => ({ name, columns: columns ?? [] }));
}

/**
 * Takes every reference between tables away and returns how to put them back, which checks each row: tables that
 * refer to each other in a circle can be filled in no order at all.
 */
export async function withoutReferences(client: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `select format('%I.%I', n.nspname, c.relname) as table, format('%I', k.conname) as name,
       pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and k.conparentid = 0`,
  );
  for (const { table, name } of rows) await client.query(`alter table ${table} drop constraint ${name}`);
  return async () => {
    for (const { table, name, definition } of rows) {
      await client.query(`alter table ${table} add constraint ${name} ${definition}`);
    }
  };
}

/**
 * Lets the owner copy rows in where row security holds for the owner too, which `copy` otherwise refuses; returns how
 * to put that back.
 */
export async function withoutForcedSecurity(client: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c
     join pg_namespace n on n.oid = c.relnamespace where c.relforcerowsecurity`,
  );
  for (const { name } of rows) await client.query(`alter table ${name} no force row level security`);
  return async () => {
    for (const { name } of rows) await client.query(`alter table ${name} force row level security`);
  };
}

/** Lets rows in without what their arrival would set off: what triggers have counted is in the backup. */
export async function withoutTriggers(
  client: pg.Client,
  tables: readonly Table[],
): Promise<() => Promise<void>> {
  for (const { name } of tables) await client.query(`alter table ${name} disable trigger user`);
  return async () => {
    for (const { name } of tables) await client.query(`alter table ${name} enable trigger user`);
  };
}

/** Lets every number that the database hands out go on after the greatest there is. */
export async function continueNumbers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select format('%I.%I', n.nspname, c.relname) as table, format('%I', a.attname) as column,
       pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) as sequence
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
       and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'`,
  );
  for (const { table, column, sequence } of rows.filter((row) => row.sequence)) {
    await client.query(
      `select setval('${sequence}', greatest(coalesce((select max(${column}) from ${table}), 0) + 1, 1), false)`,
    );
  }
}
