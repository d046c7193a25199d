import { indexConcurrently } from '@carrel/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts are made anew day by day, from the questions of the day. */
export class QuestionsByTime1700000039000 implements MigrationInterface {
  readonly name = 'QuestionsByTime1700000039000';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await indexConcurrently(db, 'questions_by_time', 'ON questions (created_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX questions_by_time');
  }
}
