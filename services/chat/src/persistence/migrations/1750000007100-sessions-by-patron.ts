import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For an export of everything kept about one patron. */
export class SessionsByPatron1750000007100 implements MigrationInterface {
  readonly name = 'SessionsByPatron1750000007100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX sessions_by_patron ON sessions (institution_id, lower(patron_email), id)
      WHERE patron_email IS NOT NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX sessions_by_patron');
  }
}
