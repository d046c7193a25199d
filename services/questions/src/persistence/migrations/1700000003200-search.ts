import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every word a library with the question in its lists may read, in a table of its own: a change of status then
 * writes no words anew. The column `words` stays for services that run older code.
 */
export class Search1700000003200 implements MigrationInterface {
  readonly name = 'Search1700000003200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE question_words (
        question_id uuid PRIMARY KEY REFERENCES questions ON DELETE CASCADE, words tsvector NOT NULL);
      INSERT INTO question_words (question_id, words)
        SELECT q.id, to_tsvector('simple', left(concat_ws(' ', q.subject, q.text,
          (SELECT string_agg(line->>'text', ' ') FROM transcripts t, jsonb_array_elements(t.lines) line
           WHERE t.question_id = q.id),
          (SELECT string_agg(m.text, ' ') FROM messages m WHERE m.question_id = q.id AND m.kind <> 'quality')
        ), 200000)) FROM questions q WHERE q.erased_at IS NULL;
      CREATE INDEX question_words_found ON question_words USING gin (words);
      DROP INDEX questions_words`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX questions_words ON questions USING gin (words);
      DROP TABLE question_words`);
  }
}
