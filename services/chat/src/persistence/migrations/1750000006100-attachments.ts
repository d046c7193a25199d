import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Attachments1750000006100 implements MigrationInterface {
  readonly name = 'Attachments1750000006100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE attachments (
        id uuid PRIMARY KEY, session_id uuid NOT NULL REFERENCES sessions (id), librarian_id uuid, name text NOT NULL,
        media_type text NOT NULL, bytes int NOT NULL, content bytea NOT NULL, at timestamptz(3) NOT NULL);
      ALTER TABLE attachments ALTER content SET STORAGE EXTERNAL;
      CREATE INDEX attachments_of_session ON attachments (session_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE attachments');
  }
}
