import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a notice says may be settled while the mail server is being tried. */
export class DeliveriesSettled1700000011000 implements MigrationInterface {
  readonly name = 'DeliveriesSettled1700000011000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE deliveries ADD COLUMN settled boolean NOT NULL DEFAULT false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE deliveries DROP COLUMN settled');
  }
}
