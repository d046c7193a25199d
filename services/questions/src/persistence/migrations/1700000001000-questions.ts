import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Questions1700000001000 implements MigrationInterface {
  readonly name = 'Questions1700000001000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE SEQUENCE question_numbers START 100001;
      CREATE TABLE questions (
        id uuid PRIMARY KEY, sequence integer NOT NULL, number bigint NOT NULL UNIQUE, source text NOT NULL,
        session_id uuid UNIQUE, home_institution_id uuid NOT NULL, resolution text, practice boolean NOT NULL,
        no_contact boolean NOT NULL, pooled boolean NOT NULL, came_from_pool boolean NOT NULL,
        due_at timestamptz(3), created_at timestamptz(3) NOT NULL, last_activity_at timestamptz(3) NOT NULL,
        archived_at timestamptz(3), handled_by_id uuid, handled_by_institution_id uuid, subject text,
        text text NOT NULL, patron_name text, patron_email text, token_hash text UNIQUE,
        words tsvector GENERATED ALWAYS AS (to_tsvector('simple', coalesce(subject, '') || ' ' || text)) STORED);
      CREATE INDEX questions_pool ON questions (home_institution_id, last_activity_at DESC, id DESC)
        WHERE pooled AND archived_at IS NULL;
      CREATE INDEX questions_words ON questions USING gin (words);

      CREATE TABLE holdings (
        question_id uuid NOT NULL REFERENCES questions ON DELETE CASCADE, institution_id uuid NOT NULL,
        relations text[] NOT NULL, status text, assignee_id uuid, waiting_on text,
        updated_at timestamptz(3) NOT NULL, archived_at timestamptz(3), referred boolean NOT NULL,
        only_chatted boolean NOT NULL,
        PRIMARY KEY (question_id, institution_id),
        CHECK (status IS NOT NULL OR assignee_id IS NULL));
      CREATE UNIQUE INDEX holdings_one_new ON holdings (question_id) WHERE status = 'new';
      CREATE INDEX holdings_listed
        ON holdings (institution_id, status, only_chatted, updated_at DESC, question_id DESC)
        WHERE archived_at IS NULL;
      CREATE INDEX holdings_mine
        ON holdings (assignee_id, status, only_chatted, updated_at DESC, question_id DESC)
        WHERE assignee_id IS NOT NULL AND archived_at IS NULL;
      CREATE INDEX holdings_referred
        ON holdings (institution_id, status, only_chatted, updated_at DESC, question_id DESC)
        WHERE referred AND archived_at IS NULL;

      CREATE TABLE referrals (
        id uuid PRIMARY KEY, question_id uuid NOT NULL REFERENCES questions ON DELETE CASCADE,
        hop integer NOT NULL, kind text NOT NULL, sender_institution_id uuid NOT NULL,
        receiver_institution_id uuid, receiver_before jsonb, made_at timestamptz(3) NOT NULL,
        outcome text, ended_at timestamptz(3), ended_with uuid,
        UNIQUE (question_id, hop),
        CHECK ((outcome IS NULL) = (ended_at IS NULL)));

      CREATE TABLE history (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        question_id uuid NOT NULL REFERENCES questions ON DELETE CASCADE, at timestamptz(3) NOT NULL,
        actor_id uuid, institution_id uuid, what text NOT NULL, why text, about jsonb NOT NULL);
      CREATE INDEX history_by_question ON history (question_id, id);

      CREATE TABLE messages (
        id uuid PRIMARY KEY, question_id uuid NOT NULL REFERENCES questions ON DELETE CASCADE,
        kind text NOT NULL, at timestamptz(3) NOT NULL, author_id uuid, institution_id uuid,
        text text NOT NULL, delivered_by text);
      CREATE INDEX messages_by_question ON messages (question_id, at, id);

      CREATE TABLE transcripts (
        question_id uuid PRIMARY KEY REFERENCES questions ON DELETE CASCADE, lines jsonb NOT NULL)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE transcripts, messages, history, referrals, holdings, questions;
      DROP SEQUENCE question_numbers`);
  }
}
