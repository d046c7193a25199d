import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Deliveries1700000001000 implements MigrationInterface {
  readonly name = 'Deliveries1700000001000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE deliveries (
        id uuid PRIMARY KEY, sequence integer NOT NULL, cause_id uuid NOT NULL, message text NOT NULL,
        recipient text, to_patron boolean NOT NULL, institution_id uuid, question_id uuid, session_id uuid,
        status text NOT NULL, content jsonb, message_id text NOT NULL UNIQUE, attempts integer NOT NULL,
        unclear integer NOT NULL, trying_since timestamptz(3), next_try_at timestamptz(3), last_reply text,
        queued_at timestamptz(3) NOT NULL, sent_at timestamptz(3),
        CHECK ((status IN ('queued', 'retrying')) = (content IS NOT NULL)));
      CREATE UNIQUE INDEX deliveries_once ON deliveries (cause_id, message, lower(recipient));
      CREATE INDEX deliveries_by_question ON deliveries (question_id, id);
      CREATE INDEX deliveries_by_session ON deliveries (session_id) WHERE question_id IS NULL;
      CREATE TABLE session_questions (session_id uuid PRIMARY KEY, question_id uuid NOT NULL);
      CREATE TABLE suppressions (
        address_hash text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE suppressions, session_questions, deliveries');
  }
}
