import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom libraries have banned: keyed hashes, from chat's events. */
export class PatronBans1700000016000 implements MigrationInterface {
  readonly name = 'PatronBans1700000016000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE patron_bans (
        id uuid PRIMARY KEY, institution_id uuid NOT NULL, marks text[] NOT NULL, until timestamptz(3) NOT NULL,
        lifted boolean NOT NULL DEFAULT false);
      CREATE INDEX patron_bans_of_library ON patron_bans (institution_id) WHERE NOT lifted`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE patron_bans');
  }
}
