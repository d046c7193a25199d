import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What came with mails, by reference: the bytes stay with notifications. */
export class MailFiles1700000013000 implements MigrationInterface {
  readonly name = 'MailFiles1700000013000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE mail_files (
        id uuid PRIMARY KEY, question_id uuid NOT NULL REFERENCES questions ON DELETE CASCADE,
        mail_id uuid NOT NULL, name text NOT NULL, media_type text NOT NULL, bytes integer NOT NULL,
        at timestamptz(3) NOT NULL, position integer NOT NULL);
      CREATE INDEX mail_files_of_question ON mail_files (question_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE mail_files');
  }
}
