import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whose questions get their search words anew, and after which question that goes on: a library, or the nil UUID for
 * all. Words that were kept before this version lack plurals, accents and more, so all of them are renewed once.
 */
export class SearchRenewals1700000012000 implements MigrationInterface {
  readonly name = 'SearchRenewals1700000012000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE search_renewals (
        id uuid PRIMARY KEY, after uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000');
      INSERT INTO search_renewals (id) VALUES ('00000000-0000-0000-0000-000000000000')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE search_renewals');
  }
}
