import { setTimeout as sleep } from 'node:timers/promises';
import { migrateJobs } from '@carrel/messaging';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { DataSourceFor } from './database.js';

/** How long a change of a table waits for its lock: whoever comes after it waits behind it as long (promise 26). */
const lockWaitMs = 400;
const tryForMs = 15 * 60_000;
/** PostgreSQL's words for a lock that was not to be had, and for two that waited for each other. */
const passing = ['55P03', '40P01'];

/** A connection of the owner's that gives up on a lock rather than have others queue behind it. */
export const impatient = (options: DataSourceOptions): DataSourceOptions =>
  ({
    ...options,
    extra: { ...(options as { extra?: object }).extra, options: `-c lock_timeout=${lockWaitMs}` },
  }) as DataSourceOptions;

/**
 * Brings a database up to date beside services that use it, one migration after the other. A change that does not get
 * its lock at once is undone and tried again later, since everybody else would wait behind it; `said` is called with what is
 * done and what is tried again. Rejects when a lock was not to be had for a quarter of an hour.
 */
export async function migrateDatabase(
  describe: DataSourceFor,
  ownerUrl: string,
  said: (line: string) => void,
): Promise<void> {
  const database = await new DataSource(impatient(describe(ownerUrl))).initialize();
  const turn = database.createQueryRunner();
  try {
    // Replicas may migrate at the same time; the session's end frees the lock.
    await turn.query(`SET lock_timeout = 0`);
    await turn.query(`SELECT pg_advisory_lock(hashtext('carrel migrate'))`);
    const before = await done(database);
    for (const until = Date.now() + tryForMs; ;) {
      try {
        await database.runMigrations({ transaction: 'each' });
        break;
      } catch (error) {
        const { code } = (error as { driverError?: { code?: string } }).driverError ?? {};
        if (!passing.includes(code ?? '') || Date.now() > until) throw error;
        said('a table is in use, trying again');
        await sleep(500 + Math.random() * 1_000);
      }
    }
    for (const name of await done(database)) if (!before.includes(name)) said(name);
    await migrateJobs(ownerUrl);
  } finally {
    await turn.release();
    await database.destroy();
  }
}

async function done(database: DataSource): Promise<string[]> {
  const [table] = await database.query(`SELECT to_regclass('migrations') AS name`);
  if (!table.name) return [];
  const rows = await database.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY id');
  return rows.map(({ name }) => name);
}
