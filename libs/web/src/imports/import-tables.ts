import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was moved in from another system, for the services that take such rows (ADR 47). */
export const importTables = (timestamp: string): new () => MigrationInterface =>
  class implements MigrationInterface {
    readonly name = `Imports${timestamp}`;

    async up(db: QueryRunner): Promise<void> {
      await db.query(`
        CREATE TABLE imports (
          id uuid PRIMARY KEY, kind text NOT NULL, source text NOT NULL, file_name text NOT NULL,
          fingerprint text NOT NULL, status text NOT NULL CHECK (status IN ('running', 'finished', 'cancelled')),
          started_at timestamptz(3) NOT NULL, seen_at timestamptz(3) NOT NULL, ended_at timestamptz(3),
          bytes bigint NOT NULL, bytes_done bigint NOT NULL DEFAULT 0, rows integer NOT NULL DEFAULT 0,
          added integer NOT NULL DEFAULT 0, linked integer NOT NULL DEFAULT 0, unchanged integer NOT NULL DEFAULT 0,
          changed integer NOT NULL DEFAULT 0, refused integer NOT NULL DEFAULT 0);
        CREATE UNIQUE INDEX imports_running ON imports (kind, source, fingerprint) WHERE status = 'running';
        CREATE TABLE imported (
          kind text NOT NULL, source text NOT NULL, outside_id text NOT NULL, id uuid NOT NULL, digest text NOT NULL,
          import_id uuid NOT NULL, PRIMARY KEY (kind, source, outside_id));
        CREATE INDEX imported_by_id ON imported (id);
        CREATE TABLE import_remarks (
          import_id uuid NOT NULL REFERENCES imports (id), row integer NOT NULL, line integer NOT NULL, outside_id text,
          what text NOT NULL CHECK (what IN ('refused', 'changed')), field text, code text NOT NULL,
          message text NOT NULL, PRIMARY KEY (import_id, row))`);
    }

    async down(db: QueryRunner): Promise<void> {
      await db.query('DROP TABLE import_remarks, imported, imports');
    }
  };
