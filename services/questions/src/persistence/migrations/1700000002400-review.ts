import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Review1700000002400 implements MigrationInterface {
  readonly name = 'Review1700000002400';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE reviews (
        question_id uuid NOT NULL REFERENCES questions ON DELETE CASCADE, institution_id uuid NOT NULL,
        reviewer_id uuid NOT NULL, at timestamptz(3) NOT NULL, marks jsonb NOT NULL, comment text,
        feedback_to_id uuid, PRIMARY KEY (question_id, institution_id));
      CREATE INDEX reviews_for_librarian ON reviews (feedback_to_id, at DESC, question_id DESC)
        WHERE feedback_to_id IS NOT NULL;
      CREATE INDEX statistics_facts_by_chatter
        ON statistics_facts (chat_institution_id, at DESC, question_id DESC) WHERE chat_institution_id IS NOT NULL;
      CREATE TABLE transcript_reads (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz(3) NOT NULL,
        question_id uuid NOT NULL REFERENCES questions ON DELETE CASCADE, home_institution_id uuid NOT NULL,
        account_id uuid NOT NULL, institution_id uuid NOT NULL);
      CREATE INDEX transcript_reads_by_home ON transcript_reads (home_institution_id, id DESC)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE transcript_reads, reviews;
      DROP INDEX statistics_facts_by_chatter`);
  }
}
