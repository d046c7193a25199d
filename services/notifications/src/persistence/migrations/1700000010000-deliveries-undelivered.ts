import { indexConcurrently } from '@carrel/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A library finds its patrons whose mail does not arrive without reading every delivery. */
export class DeliveriesUndelivered1700000010000 implements MigrationInterface {
  name = 'DeliveriesUndelivered1700000010000';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await indexConcurrently(
      db,
      'deliveries_undelivered',
      `ON deliveries (institution_id, id) WHERE to_patron AND recipient IS NOT NULL
        AND status IN ('bounced', 'failed', 'suppressed')`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX deliveries_undelivered');
  }
}
