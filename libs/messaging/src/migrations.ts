import pg from 'pg';
import { runMigrations } from 'graphile-worker';
import type { MigrationInterface, QueryRunner } from 'typeorm';

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

class Outbox1764000000001 implements MigrationInterface {
  name = 'Outbox1764000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table outbox (
      position bigint generated always as identity primary key,
      id uuid not null unique,
      name text not null,
      subject uuid not null,
      sequence bigint not null,
      envelope jsonb not null,
      occurred_at timestamptz not null,
      stored_at timestamptz not null default clock_timestamp(),
      sent_at timestamptz,
      replays int not null default 0
    )`);
    await runner.query('create index outbox_unsent on outbox (position) where sent_at is null');
    await runner.query('create index outbox_stored_at on outbox using brin (stored_at)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table outbox');
  }
}

class Inbox1764000000002 implements MigrationInterface {
  name = 'Inbox1764000000002';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table inbox (
        event_id uuid, handler text default '', handled_at timestamptz not null default clock_timestamp(),
        primary key (event_id, handler))`,
    );
    await runner.query('create index inbox_handled_at on inbox using brin (handled_at)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table inbox');
  }
}

class DeadLetters1764000000003 implements MigrationInterface {
  name = 'DeadLetters1764000000003';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table dead_letters (
      event_id uuid primary key,
      name text not null,
      envelope jsonb not null,
      cause text not null,
      attempts int not null,
      died_at timestamptz not null default clock_timestamp(),
      requeued_at timestamptz
    )`);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table dead_letters');
  }
}

/** Only failing events have a row; an event handled at once costs no write here. */
class EventTries1764000000004 implements MigrationInterface {
  name = 'EventTries1764000000004';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table event_tries (
      event_id uuid primary key,
      tries int not null,
      first_tried_at timestamptz not null default clock_timestamp()
    )`);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table event_tries');
  }
}

/** Which trace a fact belongs to, null when none is collected. Additive: relays of the version before do not ask for it. */
class OutboxTrace1764000009000 implements MigrationInterface {
  name = 'OutboxTrace1764000009000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table outbox add column traceparent text');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table outbox drop column traceparent');
  }
}

/** What every service's database needs for events; put before the service's own migrations. */
export const messagingMigrations = [
  Outbox1764000000001,
  Inbox1764000000002,
  DeadLetters1764000000003,
  EventTries1764000000004,
  OutboxTrace1764000009000,
];
