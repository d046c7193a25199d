import type { MigrationInterface, QueryRunner } from 'typeorm';

export class MailDomains1700000005000 implements MigrationInterface {
  readonly name = 'MailDomains1700000005000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE mail_domains (
        institution_id uuid NOT NULL, domain text NOT NULL, token text NOT NULL,
        added_by uuid NOT NULL, added_at timestamptz(3) NOT NULL,
        verified_at timestamptz(3), checked_at timestamptz(3),
        PRIMARY KEY (institution_id, domain))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE mail_domains');
  }
}
