import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Dates on which a queue has hours of its own, or is closed. */
export class QueueExceptions1750000014000 implements MigrationInterface {
  readonly name = 'QueueExceptions1750000014000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE queue_hours ADD exceptions jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE queue_hours DROP exceptions');
  }
}
