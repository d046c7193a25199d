import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The language in which a patron asked, for mails about it. */
export class PatronLanguage1700000019000 implements MigrationInterface {
  readonly name = 'PatronLanguage1700000019000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE questions ADD COLUMN language text');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE questions DROP COLUMN language');
  }
}
