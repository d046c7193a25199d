import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a question was moved in from another system; null for those that were asked here. */
export class MovedIn1700000027000 implements MigrationInterface {
  readonly name = 'MovedIn1700000027000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE questions ADD imported_at timestamptz(3)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE questions DROP imported_at');
  }
}
