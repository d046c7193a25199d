import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FollowUp1700000002100 implements MigrationInterface {
  readonly name = 'FollowUp1700000002100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE questions
        ADD answered_by_institution_id uuid,
        ADD mark text CHECK (mark IN ('spam', 'duplicate')),
        ADD duplicate_of_id uuid,
        ADD topic text,
        ADD codes text[] NOT NULL DEFAULT '{}' CHECK (cardinality(codes) <= 4),
        ADD read_scale smallint CHECK (read_scale BETWEEN 1 AND 6),
        ADD due_soon_told_for timestamptz(3),
        ADD overdue_told_for timestamptz(3),
        ADD archive_warned_for timestamptz(3);
      ALTER TABLE referrals ADD receiver_account_id uuid;
      CREATE INDEX referrals_of_expert ON referrals (receiver_account_id)
        WHERE receiver_account_id IS NOT NULL AND outcome IS NULL;

      CREATE INDEX questions_due_soon ON questions (due_at)
        WHERE due_at IS NOT NULL AND archived_at IS NULL AND due_soon_told_for IS DISTINCT FROM due_at;
      CREATE INDEX questions_overdue ON questions (due_at)
        WHERE due_at IS NOT NULL AND archived_at IS NULL AND overdue_told_for IS DISTINCT FROM due_at;
      CREATE INDEX questions_quiet ON questions (last_activity_at) WHERE archived_at IS NULL;
      CREATE INDEX questions_soon_archived ON questions (last_activity_at)
        WHERE due_at IS NOT NULL AND archived_at IS NULL
          AND archive_warned_for IS DISTINCT FROM last_activity_at;
      CREATE INDEX holdings_archived ON holdings (institution_id, status, only_chatted, updated_at DESC, question_id DESC)
        WHERE archived_at IS NOT NULL;

      CREATE TABLE drafts (
        question_id uuid NOT NULL REFERENCES questions ON DELETE CASCADE, institution_id uuid NOT NULL,
        author_id uuid NOT NULL, text text NOT NULL, updated_at timestamptz(3) NOT NULL,
        PRIMARY KEY (question_id, institution_id))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE drafts;
      DROP INDEX holdings_archived, questions_soon_archived, questions_quiet, questions_overdue,
        questions_due_soon, referrals_of_expert;
      ALTER TABLE referrals DROP receiver_account_id;
      ALTER TABLE questions DROP answered_by_institution_id, DROP mark, DROP duplicate_of_id, DROP topic,
        DROP codes, DROP read_scale, DROP due_soon_told_for, DROP overdue_told_for, DROP archive_warned_for`);
  }
}
