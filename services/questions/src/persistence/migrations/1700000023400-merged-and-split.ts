import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where a question goes on that was merged into another, and of which one it was a part (rows 54 and 55). */
export class MergedAndSplit1700000023400 implements MigrationInterface {
  readonly name = 'MergedAndSplit1700000023400';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE questions ADD merged_into_id uuid, ADD split_from_id uuid');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE questions DROP merged_into_id, DROP split_from_id');
  }
}
