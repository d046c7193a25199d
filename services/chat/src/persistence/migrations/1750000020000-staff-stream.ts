import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notices to staff about their questions, how far they have read them, and how far each has read each chat. */
export class StaffStream1750000020000 implements MigrationInterface {
  readonly name = 'StaffStream1750000020000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE notices (
        seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL, at timestamptz(3) NOT NULL,
        institution_ids uuid[] NOT NULL, account_ids uuid[] NOT NULL, question_id uuid, number text, referral_id uuid,
        duty_id uuid, group_id uuid, library_id uuid, assignee_id uuid, by_id uuid, due_at timestamptz(3));
      CREATE INDEX notices_by_library ON notices USING gin (institution_ids);
      CREATE INDEX notices_by_account ON notices USING gin (account_ids);
      CREATE TABLE notices_read (account_id uuid PRIMARY KEY, up_to bigint NOT NULL);
      CREATE TABLE lines_read (
        session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE, account_id uuid NOT NULL, seq int NOT NULL,
        PRIMARY KEY (session_id, account_id))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE lines_read, notices_read, notices');
  }
}
