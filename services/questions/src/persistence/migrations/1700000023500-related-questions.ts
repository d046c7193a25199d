import { indexConcurrently } from '@carrel/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From a question to those that were merged into it or split from it. */
export class RelatedQuestions1700000023500 implements MigrationInterface {
  readonly name = 'RelatedQuestions1700000023500';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    for (const column of ['merged_into_id', 'split_from_id'])
      await indexConcurrently(
        db,
        `questions_${column}`,
        `ON questions (${column}) WHERE ${column} IS NOT NULL`,
      );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX questions_merged_into_id, questions_split_from_id');
  }
}
