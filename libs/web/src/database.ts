import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';

/** How a service describes its database: entities and migrations for an address. */
export type DataSourceFor = (url: string) => DataSourceOptions;

/** The application's connection: bounded waits, so that a database that is away is noticed and not waited for. */
function applicationOptions(options: DataSourceOptions, service: string): DataSourceOptions {
  const given = options as DataSourceOptions & { extra?: object };
  return {
    ...given,
    // Asked for by its name it would be a second copy beside the bundle's.
    driver: pg,
    synchronize: false,
    migrationsRun: false,
    applicationName: `carrel-${service}`,
    connectTimeoutMS: 3000,
    extra: { max: 16, idle_in_transaction_session_timeout: 30_000, ...given.extra },
  } as DataSourceOptions;
}

/**
 * Opens the database, trying again every second until it answers and its migrations have run; `onWaiting` gets
 * once of each reason why not yet.
 */
export async function openDatabase(
  describe: DataSourceFor,
  url: string,
  service: string,
  { onWaiting, signal }: { onWaiting?: (reason: string) => void; signal?: AbortSignal } = {},
): Promise<DataSource> {
  let said: string | undefined;
  for (;;) {
    const dataSource = new DataSource(applicationOptions(describe(url), service));
    const reason = await faultOf(dataSource);
    if (reason === undefined) return dataSource;
    if (reason !== said) onWaiting?.((said = reason));
    await sleep(1000);
    signal?.throwIfAborted();
  }
}

async function faultOf(dataSource: DataSource): Promise<string | undefined> {
  try {
    await dataSource.initialize();
  } catch {
    return 'the database does not answer';
  }
  try {
    if (!(await dataSource.showMigrations())) return undefined;
  } catch {
    // The application's role may not make the table of migrations: there is none yet.
  }
  await dataSource.destroy();
  return 'the migrations have not run';
}

/** Gives Nest the DataSource that is open already; it is closed with the application. */
export function databaseModule(dataSource: DataSource): DynamicModule {
  return TypeOrmModule.forRootAsync({
    useFactory: () => dataSource.options,
    dataSourceFactory: async () => dataSource,
  });
}
