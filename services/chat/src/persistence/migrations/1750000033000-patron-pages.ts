import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Logos of libraries' pages for patrons, and how a page would be, to be looked at before it is so. */
export class PatronPages1750000033000 implements MigrationInterface {
  readonly name = 'PatronPages1750000033000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE page_logos (
        institution_id uuid PRIMARY KEY, media_type text NOT NULL, content bytea NOT NULL, hash text NOT NULL,
        at timestamptz(3) NOT NULL);
      ALTER TABLE page_logos ALTER content SET STORAGE EXTERNAL;
      CREATE TABLE page_previews (
        token_hash text PRIMARY KEY, institution_id uuid NOT NULL, settings jsonb NOT NULL,
        expires_at timestamptz(3) NOT NULL);
      CREATE INDEX page_previews_expired ON page_previews (expires_at)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE page_previews, page_logos');
  }
}
