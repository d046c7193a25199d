import type { MigrationInterface, QueryRunner } from 'typeorm';

class WebTables1700000100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE idempotency_keys (
        id bytea PRIMARY KEY,
        body_hash bytea NOT NULL,
        answer bytea,
        created_at timestamptz NOT NULL DEFAULT now()
      )`);
    await runner.query('CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at)');
    await runner.query(`
      CREATE TABLE rate_limits (
        key varchar(255) PRIMARY KEY,
        points integer NOT NULL DEFAULT 0,
        expire bigint
      )`);
    await runner.query('CREATE INDEX rate_limits_expire ON rate_limits (expire)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rate_limits');
    await runner.query('DROP TABLE idempotency_keys');
  }
}

/** Counts of the last minutes are nothing to sync to disk for; after a crash of the database they begin anew. */
class QuickRateLimits1700000100001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE rate_limits SET UNLOGGED');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE rate_limits SET LOGGED');
  }
}

/** Pages that wait for a browser to open them, once. */
class PageLinks1700000100002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE page_links (
        hash text PRIMARY KEY, html text NOT NULL, policy text NOT NULL, expires_at timestamptz NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE page_links');
  }
}

/** Tables of this library, for every service's own migrations. */
export const webMigrations = [WebTables1700000100000, QuickRateLimits1700000100001, PageLinks1700000100002];
