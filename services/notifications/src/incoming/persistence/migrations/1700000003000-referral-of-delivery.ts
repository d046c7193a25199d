import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReferralOfDelivery1700000003000 implements MigrationInterface {
  readonly name = 'ReferralOfDelivery1700000003000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE deliveries ADD COLUMN referral_id uuid');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE deliveries DROP COLUMN referral_id');
  }
}
