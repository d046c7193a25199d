import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which libraries know of a question, so that they get the event of its erasure too. */
export class Feed1700000004000 implements MigrationInterface {
  readonly name = 'Feed1700000004000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      'CREATE TABLE feed_questions (question_id uuid PRIMARY KEY, institutions uuid[] NOT NULL)',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE feed_questions');
  }
}
