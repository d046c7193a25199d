import { noRowSecurity, rowSecurity } from '@carrel/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Patrons by library and address (B14), files sent with answers, fields of the web form, notes of a chat. */
export class PatronsAndFiles1700000003000 implements MigrationInterface {
  readonly name = 'PatronsAndFiles1700000003000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE patrons (
        id uuid PRIMARY KEY, institution_id uuid NOT NULL, email text NOT NULL, name text,
        first_asked_at timestamptz(3) NOT NULL, links_sent integer NOT NULL DEFAULT 0,
        link_sent_at timestamptz(3), sequence integer NOT NULL DEFAULT 0,
        UNIQUE (institution_id, email));
      CREATE TABLE patron_links (
        token_hash text PRIMARY KEY, patron_id uuid NOT NULL REFERENCES patrons ON DELETE CASCADE,
        institution_id uuid NOT NULL, expires_at timestamptz(3) NOT NULL);
      CREATE INDEX patron_links_of_patron ON patron_links (patron_id);
      CREATE INDEX patron_links_expired ON patron_links (expires_at);
      ${rowSecurity('patrons')};
      ${rowSecurity('patron_links')};
      ${rowSecurity('drafts')};
      ${rowSecurity('erasures')};
      ${rowSecurity('transcript_reads', 'home_institution_id')};

      CREATE TABLE files (
        id uuid PRIMARY KEY, question_id uuid NOT NULL REFERENCES questions ON DELETE CASCADE,
        institution_id uuid NOT NULL, author_id uuid NOT NULL, message_id uuid, name text NOT NULL,
        media_type text NOT NULL, bytes integer NOT NULL, content bytea NOT NULL, key text NOT NULL UNIQUE,
        at timestamptz(3) NOT NULL);
      ALTER TABLE files ALTER content SET STORAGE EXTERNAL;
      CREATE INDEX files_of_question ON files (question_id);
      CREATE INDEX files_unsent ON files (at) WHERE message_id IS NULL;

      ALTER TABLE questions
        ADD patron_id uuid,
        ADD fields jsonb NOT NULL DEFAULT '[]',
        ADD promised_at timestamptz(3);
      CREATE INDEX questions_of_patron ON questions (patron_id, last_activity_at DESC, id DESC)
        WHERE patron_id IS NOT NULL;
      ALTER TABLE transcripts ADD notes jsonb NOT NULL DEFAULT '[]';
      ALTER TABLE drafts ADD file_ids uuid[] NOT NULL DEFAULT '{}'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ${noRowSecurity('transcript_reads')};
      ${noRowSecurity('erasures')};
      ${noRowSecurity('drafts')};
      ALTER TABLE drafts DROP file_ids;
      ALTER TABLE transcripts DROP notes;
      DROP INDEX questions_of_patron;
      ALTER TABLE questions DROP patron_id, DROP fields, DROP promised_at;
      DROP TABLE files, patron_links, patrons`);
  }
}
