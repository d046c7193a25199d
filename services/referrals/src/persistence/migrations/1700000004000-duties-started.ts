import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a duty began, so that its start is published once. */
export class DutiesStarted1700000004000 implements MigrationInterface {
  readonly name = 'DutiesStarted1700000004000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE duties ADD COLUMN started_at timestamptz(3)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE duties DROP COLUMN started_at');
  }
}
