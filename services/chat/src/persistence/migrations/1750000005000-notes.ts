import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Notes1750000005000 implements MigrationInterface {
  readonly name = 'Notes1750000005000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE sessions ADD descriptive_codes text[] NOT NULL DEFAULT '{}', ADD promised_at timestamptz(3)`);
    // What staff say beside the patron: to one colleague, to a queue's room, or for the record of a session.
    await db.query(`
      CREATE TABLE notes (
        id uuid PRIMARY KEY, kind text NOT NULL, session_id uuid REFERENCES sessions (id), author_id uuid NOT NULL,
        author_name text NOT NULL, to_id uuid, queue_id uuid, text text NOT NULL,
        at timestamptz(3) NOT NULL DEFAULT clock_timestamp());
      CREATE INDEX notes_of_session ON notes (session_id, id) WHERE session_id IS NOT NULL;
      CREATE INDEX notes_of_room ON notes (queue_id, id) WHERE queue_id IS NOT NULL;
      CREATE INDEX notes_to ON notes (to_id, id) WHERE to_id IS NOT NULL;
      CREATE INDEX notes_from ON notes (author_id, id) WHERE to_id IS NOT NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE notes; ALTER TABLE sessions DROP descriptive_codes, DROP promised_at');
  }
}
