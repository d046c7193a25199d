import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Chat1750000000000 implements MigrationInterface {
  readonly name = 'Chat1750000000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE queues (
        id uuid PRIMARY KEY, kind text NOT NULL, owner_id uuid NOT NULL, UNIQUE (owner_id, kind))`);
    await db.query(`
      CREATE TABLE monitors (
        account_id uuid PRIMARY KEY, institution_id uuid NOT NULL, subscription_group_id uuid NOT NULL,
        name text NOT NULL, sign_in text, availability text NOT NULL, queue_ids uuid[] NOT NULL,
        started_at timestamptz(3), last_seen_at timestamptz(3) NOT NULL, vanished_at timestamptz(3))
        WITH (fillfactor = 70);
      CREATE INDEX monitors_on_shift ON monitors USING gin (queue_ids) WHERE availability <> 'offline'`);
    // last_seq and patron_active_at belong to the transcript, which raises them without touching the aggregate.
    await db.query(`
      CREATE TABLE sessions (
        id uuid PRIMARY KEY, sequence int NOT NULL, institution_id uuid NOT NULL,
        subscription_group_id uuid NOT NULL, queue_ids uuid[] NOT NULL, practice boolean NOT NULL,
        patron_name text NOT NULL, patron_email text, token_hash text NOT NULL, question text NOT NULL,
        fields jsonb NOT NULL, status text NOT NULL, offered_to text NOT NULL, release_at timestamptz(3),
        requested_at timestamptz(3) NOT NULL, accepted_at timestamptz(3), ended_at timestamptz(3),
        resolution text, participants jsonb NOT NULL,
        last_seq int NOT NULL DEFAULT 0, patron_active_at timestamptz(3)) WITH (fillfactor = 70);
      CREATE INDEX sessions_waiting ON sessions (requested_at, id) WHERE status = 'waiting';
      CREATE INDEX sessions_attended ON sessions USING gin (participants jsonb_path_ops) WHERE status = 'active'`);
    await db.query(`
      CREATE TABLE lines (
        session_id uuid NOT NULL REFERENCES sessions (id), seq int NOT NULL, author text NOT NULL,
        kind text NOT NULL, author_id uuid, text text NOT NULL, client_id text,
        sent_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (session_id, seq));
      CREATE UNIQUE INDEX lines_by_client_id ON lines (session_id, client_id) WHERE client_id IS NOT NULL`);
    await db.query(`
      CREATE TABLE stream_tickets (
        hash text PRIMARY KEY, holder jsonb NOT NULL, expires_at timestamptz(3) NOT NULL)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE stream_tickets, lines, sessions, monitors, queues');
  }
}
