import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The words of patrons' names, for those who may see them. The database itself takes them away with the name, so that no
 * writer, such as a version before this one that erases a patron, can forget them.
 */
export class PatronWords1700000023200 implements MigrationInterface {
  readonly name = 'PatronWords1700000023200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE patron_words (
        question_id uuid PRIMARY KEY REFERENCES questions ON DELETE CASCADE, words tsvector NOT NULL);
      CREATE INDEX patron_words_found ON patron_words USING gin (words);
      CREATE FUNCTION forget_patron_words() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM patron_words WHERE question_id = NEW.id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER patron_words_of_name AFTER UPDATE OF patron_name ON questions FOR EACH ROW
        WHEN (OLD.patron_name IS DISTINCT FROM NEW.patron_name) EXECUTE FUNCTION forget_patron_words()`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TRIGGER patron_words_of_name ON questions;
      DROP FUNCTION forget_patron_words;
      DROP TABLE patron_words`);
  }
}
