import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The page and the language a patron asks from, and the languages that librarians speak. */
export class Languages1750000022000 implements MigrationInterface {
  readonly name = 'Languages1750000022000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE sessions ADD COLUMN page text, ADD COLUMN language text;
      ALTER TABLE monitors ADD COLUMN languages text[] NOT NULL DEFAULT '{}'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE monitors DROP COLUMN languages;
      ALTER TABLE sessions DROP COLUMN page, DROP COLUMN language`);
  }
}
