import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dimensions } from '../../statistics/persistence/facts.js';

/** Counts hold ids of libraries and librarians, codes and times: nothing of a patron (ADR 7). */
export class Statistics1700000002000 implements MigrationInterface {
  readonly name = 'Statistics1700000002000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE statistics_facts (
        question_id uuid PRIMARY KEY, number bigint NOT NULL, at timestamptz(3) NOT NULL,
        home_institution_id uuid NOT NULL, source text NOT NULL, resolution text, topic text, read smallint,
        codes text[] NOT NULL, apart text, chat_institution_id uuid, chat_librarian_id uuid,
        taken_librarian_id uuid, answer_institution_id uuid, answer_librarian_id uuid,
        response_seconds integer, completion_seconds integer);
      CREATE INDEX statistics_facts_by_time ON statistics_facts (at DESC, question_id DESC);
      CREATE INDEX statistics_facts_by_library
        ON statistics_facts (home_institution_id, at DESC, question_id DESC);
      CREATE TABLE statistics_transfers (
        id uuid PRIMARY KEY, at timestamptz(3) NOT NULL, institution_id uuid NOT NULL,
        librarian_id uuid NOT NULL, practice boolean NOT NULL);
      CREATE INDEX statistics_transfers_by_time ON statistics_transfers (at);
      CREATE TABLE statistics_daily (
        dimension text NOT NULL, institution_id uuid NOT NULL, day date NOT NULL, value text NOT NULL,
        count integer NOT NULL, PRIMARY KEY (dimension, institution_id, day, value)
      ) PARTITION BY LIST (dimension)`);
    for (const dimension of dimensions)
      await db.query(`CREATE TABLE statistics_daily_${dimension.replace('-', '_')}
        PARTITION OF statistics_daily FOR VALUES IN ('${dimension}')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE statistics_daily, statistics_transfers, statistics_facts');
  }
}
