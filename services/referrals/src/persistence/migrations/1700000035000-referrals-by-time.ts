import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports read the referrals of a library by when they were made, and duties by when they were. */
export class ReferralsByTime1700000035000 implements MigrationInterface {
  readonly name = 'ReferralsByTime1700000035000';
  // An index that is built beside the work of others cannot be built in a transaction.
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS referrals_sent_by_time
      ON referrals (sender_institution_id, made_at) WHERE made_at IS NOT NULL`);
    await db.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS referrals_received_by_time
      ON referrals (receiver_institution_id, made_at) WHERE made_at IS NOT NULL`);
    await db.query('CREATE INDEX CONCURRENTLY IF NOT EXISTS duties_by_time ON duties (from_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX referrals_sent_by_time, referrals_received_by_time, duties_by_time');
  }
}
