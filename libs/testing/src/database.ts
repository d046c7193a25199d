import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseOf, dropDatabase, freePort, provision, startPostgres, withClient } from '@carrel/tools';

/** One database of a suite's own. */
export interface TestDatabase {
  /** For the application's role, which owns nothing. */
  readonly url: string;
  /** For the owner's role, which migrates. */
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

const secret = 'a secret of tests, known to everyone';
// Roles belong to the whole server and are shared by all test databases; making them anew costs more than a database.
const role = 'carrel_test';

/** The superuser's address of the run's server. */
export function serverUrl(): string {
  const url = process.env.CARREL_TEST_POSTGRES;
  if (!url) throw new Error('There is no test server: only the integration project (*.int.spec.ts) has one.');
  return url;
}

/** An empty database on the run's server, or on `server`. */
export async function aDatabase(options: { server?: string; template?: string } = {}): Promise<TestDatabase> {
  const server = options.server ?? serverUrl();
  const database = `carrel_test_${randomBytes(6).toString('hex')}`;
  const { appUrl, ownerUrl } = await provision(server, 'test', secret, {
    database,
    role,
    ...(options.template ? { template: options.template } : {}),
  });
  return { url: appUrl, ownerUrl, drop: () => dropDatabase(server, database) };
}

/**
 * A database that `migrate` has been run on. The first one becomes a template, so that every later suite
 * with the same `key` gets a copy in milliseconds.
 */
export async function aMigratedDatabase(
  key: string,
  migrate: (ownerUrl: string) => Promise<void>,
  server = serverUrl(),
): Promise<TestDatabase> {
  const template = `carrel_template_${key}`;
  await withClient(databaseOf(server, 'postgres'), async (client) => {
    // Suites run side by side; one of them migrates, the others wait for it.
    await client.query('select pg_advisory_lock(hashtext($1))', [template]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
    if (rowCount) return;
    const fresh = await aDatabase({ server });
    await migrate(fresh.ownerUrl);
    const name = new URL(fresh.url).pathname.slice(1);
    await client.query(`alter database ${name} rename to ${template}`);
  });
  return aDatabase({ server, template });
}

/** A PostgreSQL server of a suite's own, with every commit on disk, that may be killed and started again. */
export interface TestPostgres {
  /** The superuser's address, without a database; the same after a restart. */
  readonly url: string;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one; slower than a database on the run's server, so only for suites about durability or outages. */
export async function aPostgres(): Promise<TestPostgres> {
  const dataDir = mkdtempSync(join(tmpdir(), 'carrel-suite-postgres-'));
  const port = await freePort();
  let server = await startPostgres({ dataDir, port });
  return {
    url: server.url,
    kill: () => server.kill(),
    restart: async () => {
      await server.stop();
      server = await startPostgres({ dataDir, port });
    },
    stop: async () => {
      await server.stop();
      for (const folder of [dataDir, server.folder]) rmSync(folder, { recursive: true, force: true });
    },
  };
}
