import type { DataSource } from 'typeorm';

/** Makes waiting jobs due now, by the database's clock, and wakes the runner as a new job does: all of them, or the one with this key. */
export async function makeJobsDue(db: DataSource, key?: string): Promise<void> {
  await db.query(
    `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now() AND ($1::text IS NULL OR key = $1)`,
    [key ?? null],
  );
  await db.query(`SELECT pg_notify('jobs:insert', '{"count": 100}')`);
}
