import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { freePort } from '@carrel/tools';
import { Clock } from '@carrel/kernel';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { anonymous, type Actor } from './actors.js';
import { TestClient } from './client.js';
import { aMigratedDatabase, type TestDatabase } from './database.js';
import { testKeys } from './jwks.js';

/** One of the five, as its main.ts describes it, and what it runs on in this suite. */
export interface ServiceOptions {
  name: string;
  // The application's root module, as runService takes it.
  module: new (...args: never[]) => unknown;
  dataSource: (url: string) => DataSourceOptions;
  nats: { url: string; monitorUrl: string };
  /** A server of the suite's own (aPostgres) instead of the run's. */
  postgres?: { url: string };
  /** Another replica's database, which this one then shares and leaves alone. */
  database?: TestDatabase;
  /** Takes the place of the service's own clock. */
  clock?: Clock;
  /** More of the environment; it belongs to the whole test process. */
  env?: Record<string, string>;
}

/** A service running in this process exactly as in production, on a database of its own. */
export interface TestService {
  readonly app: NestFastifyApplication;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** The service's own connection, with the application's role. */
  readonly db: DataSource;
  readonly database: TestDatabase;
  /** Speaks to it as nobody in particular. */
  readonly http: TestClient;
  as(actor: Actor): TestClient;
  /** Stops it as SIGTERM would and starts it again, on the same port and database. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it: a migrated database, test keys, a free port, connected to `nats`. */
export async function startService(options: ServiceOptions): Promise<TestService> {
  const { name, dataSource } = options;
  const database = options.database ?? (await migrated(name, dataSource, options.postgres?.url));
  const port = await freePort();
  const prefix = name.toUpperCase();
  const environment: Record<string, string> = {
    NODE_ENV: 'test',
    // Suites ask the same again and again.
    EQUAL_POSTS_SECONDS: '0',
    LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
    PORT: String(port),
    CARREL_SECRET: 'a secret of tests that is thirty-two bytes and more',
    MAIL_FROM: 'Carrel <carrel@carrel.example>',
    SMTP_URL: 'smtp://127.0.0.1:1',
    // admin signs with keys of its own.
    ...(name === 'admin' ? {} : { JWKS_URL: (await testKeys()).jwksUrl }),
    ...options.env,
    [`${prefix}_DATABASE_URL`]: database.url,
    [`${prefix}_DATABASE_OWNER_URL`]: database.ownerUrl,
    NATS_URL: options.nats.url,
    NATS_MONITOR_URL: options.nats.monitorUrl,
  };

  const restoreEnvironment = keepEnvironment();
  let app = await boot(options, port, environment).catch((error: unknown) => {
    restoreEnvironment();
    throw error;
  });
  let stopped = false;
  const url = `http://127.0.0.1:${port}`;
  const as = (actor: Actor) => new TestClient(url, `/api/${name}`, actor);
  return {
    get app() {
      return app;
    },
    get db() {
      return app.get(DataSource);
    },
    url,
    database,
    http: as(anonymous),
    as,
    restart: async () => {
      await app.close();
      app = await boot(options, port, environment);
    },
    stop: async () => {
      if (stopped) return;
      stopped = true;
      await app.close();
      restoreEnvironment();
      if (!options.database) await database.drop();
    },
  };
}

let running = 0;
let environmentBefore: NodeJS.ProcessEnv = {};

/** Services read the environment; once the last of a suite has stopped, the next suite finds it as it was. */
function keepEnvironment(): () => void {
  if (running === 0) environmentBefore = { ...process.env };
  running += 1;
  return () => {
    running -= 1;
    if (running > 0) return;
    for (const key of Object.keys(process.env)) if (!(key in environmentBefore)) delete process.env[key];
    Object.assign(process.env, environmentBefore);
  };
}

async function boot(
  options: ServiceOptions,
  port: number,
  environment: Record<string, string>,
): Promise<NestFastifyApplication> {
  Object.assign(process.env, environment);
  // Suites start several services in one process; each listens for the end of the process.
  setMaxListeners(50, process);
  // Loaded here, so that suites of the libraries below need not load the web.
  const { createService } = await import('@carrel/web');
  const app = await createService(options.module, { name: options.name, dataSource: options.dataSource });
  if (options.clock) setClocks(app, options.clock);
  try {
    await app.startAllMicroservices();
    await app.listen({ port, host: '127.0.0.1' });
  } catch (error) {
    await app.close();
    throw error;
  }
  return app;
}

/** Every module may provide a clock; all of them follow the suite's. */
function setClocks(app: NestFastifyApplication, clock: Clock): void {
  const found = app.get<Clock, Clock>(Clock, { strict: false, each: true }) as unknown as Clock[];
  for (const own of found) own.now = () => clock.now();
}

async function migrated(
  name: string,
  dataSource: (url: string) => DataSourceOptions,
  server: string | undefined,
): Promise<TestDatabase> {
  const { migrateJobs } = await import('@carrel/messaging');
  const migrations = (dataSource('postgres://nowhere').migrations ?? []) as { name?: string }[];
  const names = Object.values(migrations).map((migration) => migration.name ?? String(migration));
  const key = `${name}_${createHash('sha256').update(names.join()).digest('hex').slice(0, 8)}`;
  const migrate = async (ownerUrl: string): Promise<void> => {
    const source = await new DataSource(dataSource(ownerUrl)).initialize();
    await source.runMigrations({ transaction: 'each' }).finally(() => source.destroy());
    await migrateJobs(ownerUrl);
  };
  return aMigratedDatabase(key, migrate, server);
}
