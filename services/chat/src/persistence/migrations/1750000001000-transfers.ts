import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Transfers1750000001000 implements MigrationInterface {
  readonly name = 'Transfers1750000001000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE transfers (
        id uuid PRIMARY KEY, session_id uuid NOT NULL REFERENCES sessions (id),
        from_librarian_id uuid NOT NULL, from_name text NOT NULL, to_librarian_id uuid, to_queue_id uuid,
        reason text NOT NULL, reason_code text, status text NOT NULL, offered_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL, decided_at timestamptz(3), decided_by uuid, decline_reason text,
        declined_by uuid[] NOT NULL);
      CREATE UNIQUE INDEX transfers_open ON transfers (session_id) WHERE status = 'offered';
      CREATE INDEX transfers_of_session ON transfers (session_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE transfers');
  }
}
