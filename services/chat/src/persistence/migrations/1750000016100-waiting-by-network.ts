import { indexConcurrently } from '@carrel/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For counting what one network has waiting, and for forgetting networks. */
export class WaitingByNetwork1750000016100 implements MigrationInterface {
  readonly name = 'WaitingByNetwork1750000016100';
  /** CONCURRENTLY allows no transaction. */
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await indexConcurrently(
      db,
      'sessions_waiting_by_network',
      "ON sessions (network_mark) WHERE status = 'waiting'",
    );
    await indexConcurrently(
      db,
      'sessions_with_network',
      'ON sessions (institution_id, ended_at) WHERE network_mark IS NOT NULL',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX sessions_with_network, sessions_waiting_by_network');
  }
}
