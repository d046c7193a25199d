import { ConsoleLogger, type LoggerService, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { aDatabase, aMigratedDatabase, type TestDatabase } from '@carrel/testing';
import { DataSource } from 'typeorm';
import {
  DeadLetters,
  JetStreamServer,
  MessagingHealth,
  MessagingModule,
  messagingMigrations,
  migrateJobs,
  Nudges,
  Requests,
  Transactions,
  type MessagingOptions,
} from '../src/index.js';

/** One replica of a service with nothing in it but messaging and the given classes, in this process. */
export interface Replica {
  readonly transactions: Transactions;
  readonly requests: Requests;
  readonly nudges: Nudges;
  readonly deadLetters: DeadLetters;
  readonly health: MessagingHealth;
  readonly db: DataSource;
  stop(): Promise<void>;
}

export interface ReplicaOptions extends Partial<MessagingOptions> {
  service: string;
  url: string;
  nats: { url: string; monitorUrl: string };
  controllers?: Type[];
  providers?: Type[];
}

const nothing = () => undefined;
const silent: LoggerService = { log: nothing, warn: nothing, error: nothing };

/** Starts it as `runService` would. */
export async function aReplica(options: ReplicaOptions): Promise<Replica> {
  const { url, nats, controllers = [], providers = [], ...messaging } = options;
  const module = await Test.createTestingModule({
    imports: [
      TypeOrmModule.forRoot({ type: 'postgres', url, connectTimeoutMS: 3_000 }),
      MessagingModule.forRoot({ natsUrl: nats.url, natsMonitorUrl: nats.monitorUrl, ...messaging }),
    ],
    controllers,
    providers,
  })
    .setLogger(process.env.LOG ? new ConsoleLogger() : silent)
    .compile();
  const app = module.createNestMicroservice({ strategy: module.get(JetStreamServer) });
  try {
    await app.listen();
  } catch (error) {
    await app.close();
    throw error;
  }
  return {
    transactions: module.get(Transactions),
    requests: module.get(Requests),
    nudges: module.get(Nudges),
    deadLetters: module.get(DeadLetters),
    health: module.get(MessagingHealth),
    db: module.get(DataSource),
    stop: () => app.close(),
  };
}

/** An own database with the tables of messaging, and `effects`, where handlers leave what they did. */
export const aMessagingDatabase = (server?: string): Promise<TestDatabase> =>
  server ? fresh(server) : aMigratedDatabase('messaging', migrate);

async function fresh(server: string): Promise<TestDatabase> {
  const database = await aDatabase({ server });
  await migrate(database.ownerUrl);
  return database;
}

async function migrate(ownerUrl: string): Promise<void> {
  const source = new DataSource({ type: 'postgres', url: ownerUrl, migrations: [...messagingMigrations] });
  await source.initialize();
  await source.runMigrations();
  await source.query(`create table effects (
    place bigint generated always as identity primary key,
    event_id uuid not null, subject uuid not null, sequence bigint not null,
    at timestamptz not null default clock_timestamp())`);
  // What a projection keeps: the last sequence it has seen, and whether it ever went back.
  await source.query(`create table projection (
    subject uuid primary key, sequence bigint not null, went_back boolean not null default false)`);
  await source.destroy();
  await migrateJobs(ownerUrl);
}
