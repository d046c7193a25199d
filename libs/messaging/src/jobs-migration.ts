import { runMigrations } from 'graphile-worker';
import pg from 'pg';

/**
 * Brings the job tables (schema `graphile_worker`) up to date; `ownerUrl` names the service's database with its
 * owner's role. The application's role needs default privileges in that database.
 */
export async function migrateJobs(ownerUrl: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  try {
    await runMigrations({ pgPool: pool });
    // The library turns row security on without a policy, which shuts out every role but the owner.
    await pool.query(`do $$ declare name text; begin
      for name in select c.relname from pg_class c where c.relnamespace = 'graphile_worker'::regnamespace
          and c.relkind = 'r' and c.relrowsecurity
          and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'service') loop
        execute format('create policy service on graphile_worker.%I using (true) with check (true)', name);
      end loop; end $$`);
  } finally {
    await pool.end();
  }
}
