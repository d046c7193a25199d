import { indexConcurrently } from '@carrel/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The referral or duty that a notice is about: once that is settled, a notice that waits is not sent. */
export class DeliveriesAbout1700000010100 implements MigrationInterface {
  name = 'DeliveriesAbout1700000010100';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE deliveries ADD COLUMN IF NOT EXISTS about_id uuid');
    await indexConcurrently(
      db,
      'deliveries_about',
      `ON deliveries (about_id) WHERE about_id IS NOT NULL AND status = 'queued'`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX deliveries_about');
    await db.query('ALTER TABLE deliveries DROP COLUMN about_id');
  }
}
