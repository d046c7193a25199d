import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is made anew and how far each rebuild has come, for the services that keep derived data. */
export const rebuildTables = (timestamp: string): new () => MigrationInterface =>
  class implements MigrationInterface {
    readonly name = `Rebuilds${timestamp}`;

    async up(db: QueryRunner): Promise<void> {
      await db.query(`
        CREATE TABLE rebuilds (
          id uuid PRIMARY KEY, kind text NOT NULL,
          status text NOT NULL CHECK (status IN ('running', 'finished', 'failed', 'cancelled')),
          started_at timestamptz(3) NOT NULL, ended_at timestamptz(3), done integer NOT NULL DEFAULT 0,
          total integer NOT NULL, place text, failures integer NOT NULL DEFAULT 0, failure text);
        CREATE UNIQUE INDEX rebuilds_running ON rebuilds (kind) WHERE status = 'running'`);
    }

    async down(db: QueryRunner): Promise<void> {
      await db.query('DROP TABLE rebuilds');
    }
  };
