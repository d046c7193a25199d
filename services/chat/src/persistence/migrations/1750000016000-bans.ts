import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Patrons whom a library bans for a time, and the network a request comes from, as a keyed hash. */
export class Bans1750000016000 implements MigrationInterface {
  readonly name = 'Bans1750000016000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE sessions ADD network_mark text;
      CREATE TABLE bans (
        id uuid PRIMARY KEY, sequence int NOT NULL, institution_id uuid NOT NULL, session_id uuid NOT NULL,
        banned_by text[] NOT NULL, marks text[] NOT NULL, note text, made_by uuid NOT NULL,
        made_by_institution uuid NOT NULL, made_at timestamptz(3) NOT NULL, until timestamptz(3) NOT NULL,
        lifted_at timestamptz(3), lifted_by uuid);
      CREATE INDEX bans_of_library ON bans (institution_id, id) WHERE lifted_at IS NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE bans; ALTER TABLE sessions DROP network_mark');
  }
}
