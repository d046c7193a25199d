import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets operators count what is due without reading every question; built beside the running service. */
export class QuestionsDue1700000009000 implements MigrationInterface {
  name = 'QuestionsDue1700000009000';
  /** CONCURRENTLY allows no transaction. */
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    // One left half-built by an interrupted run would never be used.
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS questions_due');
    await db.query(`CREATE INDEX CONCURRENTLY questions_due ON questions (due_at)
      WHERE due_at IS NOT NULL AND archived_at IS NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX questions_due');
  }
}
