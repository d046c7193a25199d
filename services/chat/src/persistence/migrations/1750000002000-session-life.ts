import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SessionLife1750000002000 implements MigrationInterface {
  readonly name = 'SessionLife1750000002000';

  async up(db: QueryRunner): Promise<void> {
    // Defaults, so that a replica of the version before may go on writing.
    await db.query(`
      ALTER TABLE sessions ADD queued_at timestamptz(3) NOT NULL DEFAULT now(),
        ADD place_at timestamptz(3) NOT NULL DEFAULT now(), ADD patron_seen_at timestamptz(3),
        ADD dismiss_reason text;
      UPDATE sessions SET queued_at = requested_at, place_at = requested_at;
      DROP INDEX sessions_waiting;
      CREATE INDEX sessions_waiting ON sessions (place_at, id) WHERE status = 'waiting';
      CREATE INDEX sessions_given_up ON sessions (subscription_group_id, ended_at) WHERE status = 'abandoned'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX sessions_given_up;
      DROP INDEX sessions_waiting;
      ALTER TABLE sessions DROP queued_at, DROP place_at, DROP patron_seen_at, DROP dismiss_reason;
      CREATE INDEX sessions_waiting ON sessions (requested_at, id) WHERE status = 'waiting'`);
  }
}
