import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OpenReferrals1700000002100 implements MigrationInterface {
  readonly name = 'OpenReferrals1700000002100';
  // An index that is built beside the work of others cannot be built in a transaction.
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS referrals_open_by_receiver
      ON referrals (receiver_institution_id, id) WHERE status = 'open'`);
    await db.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS referrals_by_expert
      ON referrals USING gin (expert_account_ids) WHERE expert_account_ids <> '{}'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX referrals_open_by_receiver, referrals_by_expert');
  }
}
