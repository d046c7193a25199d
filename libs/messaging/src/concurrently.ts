interface Runner {
  query(sql: string): Promise<unknown>;
}

/**
 * Builds an index beside the running services, for migrations with `transaction = false` (promise 26): the only way on
 * a table that may be big. One left half-built by an interrupted run is taken away first. `definition` is what follows
 * the name, such as `ON questions (due_at)`.
 */
export async function indexConcurrently(
  db: Runner,
  name: string,
  definition: string,
  kind: 'INDEX' | 'UNIQUE INDEX' = 'INDEX',
): Promise<void> {
  // Waiting here blocks no reads or writes.
  await db.query('SET lock_timeout = 0');
  await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
  await db.query(`CREATE ${kind} CONCURRENTLY ${name} ${definition}`);
  await db.query('RESET lock_timeout');
}
