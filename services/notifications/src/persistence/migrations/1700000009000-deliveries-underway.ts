import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets operators count the mails under way without reading every delivery; built beside the running service. */
export class DeliveriesUnderway1700000009000 implements MigrationInterface {
  name = 'DeliveriesUnderway1700000009000';
  /** CONCURRENTLY allows no transaction. */
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    // One left half-built by an interrupted run would never be used.
    await db.query('DROP INDEX CONCURRENTLY IF EXISTS deliveries_underway');
    await db.query(`CREATE INDEX CONCURRENTLY deliveries_underway ON deliveries (status, queued_at)
      WHERE status IN ('queued', 'retrying', 'uncertain')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX deliveries_underway');
  }
}
