import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TeamsOfExperts1700000006000 implements MigrationInterface {
  readonly name = 'TeamsOfExperts1700000006000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE referrals ADD COLUMN receiver_account_ids uuid[] NOT NULL DEFAULT '{}'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE referrals DROP COLUMN receiver_account_ids');
  }
}
