import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports that were mailed, each once for its owner and days. */
export class MailedReports1700000022000 implements MigrationInterface {
  readonly name = 'MailedReports1700000022000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE mailed_reports (
        id uuid PRIMARY KEY, owner_id uuid NOT NULL, from_day date NOT NULL, to_day date NOT NULL,
        recipients integer NOT NULL, mailed_at timestamptz(3) NOT NULL,
        UNIQUE (owner_id, from_day, to_day));
      CREATE INDEX mailed_reports_of_owner ON mailed_reports (owner_id, id DESC)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE mailed_reports');
  }
}
