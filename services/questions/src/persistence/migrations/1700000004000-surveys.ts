import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers to surveys (R136..R138). What is counted stays; words and the link to the question go with the patron. */
export class Surveys1700000004000 implements MigrationInterface {
  readonly name = 'Surveys1700000004000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE survey_responses (
        id uuid PRIMARY KEY, form text NOT NULL CHECK (form IN ('chat-session', 'ask-answers')),
        institution_id uuid NOT NULL, link_hash text NOT NULL UNIQUE, subject_id uuid, language text NOT NULL,
        answered_at timestamptz(3) NOT NULL, answers jsonb NOT NULL);
      CREATE INDEX survey_responses_by_library ON survey_responses (institution_id, form, answered_at);
      CREATE INDEX survey_responses_by_subject ON survey_responses (subject_id) WHERE subject_id IS NOT NULL;
      CREATE TABLE survey_texts (
        response_id uuid NOT NULL REFERENCES survey_responses (id), question text NOT NULL, text text NOT NULL,
        PRIMARY KEY (response_id, question))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE survey_texts, survey_responses');
  }
}
