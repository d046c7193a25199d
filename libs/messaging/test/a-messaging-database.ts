import { aDatabase, aMigratedDatabase, type TestDatabase } from '@carrel/testing';
import { DataSource } from 'typeorm';
import { messagingMigrations, migrateJobs } from '../src/index.js';

/** An own database with the tables of messaging, and `effects`, where handlers leave what they did. */
export const aMessagingDatabase = (server?: string): Promise<TestDatabase> =>
  server ? fresh(server) : aMigratedDatabase('messaging', migrate);

/** Advisory locks with the key $1; other suites hold theirs in other databases of the same server. */
export const locksOfThisDatabase = `pg_locks where objid = $1 and granted
  and database = (select oid from pg_database where datname = current_database())`;

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
