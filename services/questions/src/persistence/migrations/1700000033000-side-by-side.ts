import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Versions of drafts, and who looks at which question at this moment. */
export class SideBySide1700000033000 implements MigrationInterface {
  readonly name = 'SideBySide1700000033000';

  async up(db: QueryRunner): Promise<void> {
    // The version before writes no version: its first one has 1, which no counted draft has.
    await db.query(`
      CREATE SEQUENCE draft_versions AS integer MINVALUE 2 MAXVALUE 999999999 CYCLE;
      ALTER TABLE drafts ADD version integer NOT NULL DEFAULT 1;
      CREATE UNLOGGED TABLE presences (
        question_id uuid NOT NULL, account_id uuid NOT NULL, institution_id uuid NOT NULL, doing text NOT NULL,
        since timestamptz(3) NOT NULL, seen_at timestamptz(3) NOT NULL,
        PRIMARY KEY (question_id, account_id));
      CREATE INDEX presences_seen ON presences (seen_at)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE presences;
      ALTER TABLE drafts DROP version;
      DROP SEQUENCE draft_versions`);
  }
}
