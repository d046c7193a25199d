import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Policy pages (R123, R124), what changed in them, and who looked at what is secret (2.4). */
export class PolicyPages1700000003100 implements MigrationInterface {
  readonly name = 'PolicyPages1700000003100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE policy_pages (
        id uuid PRIMARY KEY, sequence integer NOT NULL, institution_id uuid NOT NULL UNIQUE REFERENCES institutions (id),
        status text NOT NULL CHECK (status IN ('hidden', 'viewable')), texts jsonb NOT NULL, version integer NOT NULL,
        changed_by uuid, changed_at timestamptz(3), submitted_at timestamptz(3), accepted_at timestamptz(3),
        queue_id uuid, words text NOT NULL DEFAULT '');
      CREATE INDEX policy_pages_by_words ON policy_pages USING gin (to_tsvector('simple', words));
      CREATE TABLE policy_page_changes (
        page_id uuid NOT NULL REFERENCES policy_pages (id), version integer NOT NULL, what text NOT NULL,
        language text, value text, changed_by uuid NOT NULL, changed_at timestamptz(3) NOT NULL,
        PRIMARY KEY (page_id, version));
      CREATE TABLE policy_secret_reads (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, institution_id uuid NOT NULL, field text NOT NULL,
        account_id uuid NOT NULL, reader_institution_id uuid NOT NULL, at timestamptz(3) NOT NULL);
      CREATE INDEX policy_secret_reads_by_library ON policy_secret_reads (institution_id, id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE policy_secret_reads, policy_page_changes, policy_pages');
  }
}
