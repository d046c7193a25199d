import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Privacy1700000002300 implements MigrationInterface {
  readonly name = 'Privacy1700000002300';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE questions ADD erased_at timestamptz(3);
      CREATE INDEX questions_by_patron ON questions (home_institution_id, lower(patron_email))
        WHERE patron_email IS NOT NULL;
      CREATE INDEX questions_to_forget ON questions (home_institution_id, last_activity_at)
        WHERE erased_at IS NULL;
      CREATE INDEX questions_with_identity ON questions (home_institution_id, last_activity_at)
        WHERE patron_email IS NOT NULL OR patron_name IS NOT NULL OR token_hash IS NOT NULL;
      CREATE TABLE erasures (
        id uuid PRIMARY KEY, institution_id uuid NOT NULL, address text, asked_by uuid NOT NULL,
        asked_at timestamptz(3) NOT NULL, questions integer NOT NULL DEFAULT 0, done_at timestamptz(3),
        CHECK ((address IS NULL) = (done_at IS NOT NULL)))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE erasures;
      DROP INDEX questions_with_identity, questions_to_forget, questions_by_patron;
      ALTER TABLE questions DROP erased_at`);
  }
}
