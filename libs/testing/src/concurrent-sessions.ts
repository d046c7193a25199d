import pg from 'pg';

/** Sessions that read and write every table while something else happens to them. */
export interface ConcurrentSessions {
  /** The longest that one look or one write had to wait, in milliseconds, and at which table. */
  stop(): Promise<{ ms: number; table: string; rounds: number }>;
}

/** Reads and writes the tables of `url` in turn, each in a transaction of its own, until stopped. */
export async function concurrentSessions(url: string): Promise<ConcurrentSessions> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`select set_config('carrel.library', 'every', false)`);
  const { rows } = await client.query<{ name: string; first: string }>(
    `select format('%I', c.relname) as name, format('%I', a.attname) as first from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       and a.attidentity <> 'a'
     where c.relkind = 'r' and not c.relispartition and c.relnamespace = 'public'::regnamespace
       and c.relname <> 'migrations'
     order by c.relname, a.attnum`,
  );
  const tables = new Map(rows.map(({ name, first }) => [name, first]));
  let longest = { ms: 0, table: '', rounds: 0 };
  let stopped = false;
  const loop = (async () => {
    while (!stopped) {
      for (const [name, first] of tables) {
        // A write that finds no row takes the same lock on the table as one that does.
        for (const sql of [
          `select from ${name} limit 1`,
          `update ${name} set ${first} = ${first} where false`,
        ]) {
          const began = performance.now();
          await client.query(sql).catch(gone);
          const ms = performance.now() - began;
          if (ms > longest.ms) longest = { ...longest, ms, table: name };
        }
      }
      longest.rounds += 1;
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      await loop;
      await client.end();
      return longest;
    },
  };
}

/** A table or column that a migration has just taken away, or not made yet, is nobody's wait. */
function gone(error: { code?: string }): void {
  if (!['42P01', '42703'].includes(error.code ?? '')) throw error;
}
