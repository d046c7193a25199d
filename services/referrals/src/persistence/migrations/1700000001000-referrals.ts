import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Referrals1700000001000 implements MigrationInterface {
  readonly name = 'Referrals1700000001000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE referrals (
        id uuid PRIMARY KEY, sequence integer NOT NULL, question_id uuid NOT NULL, kind text NOT NULL,
        sender_institution_id uuid NOT NULL, actor_id uuid NOT NULL, asked_institution_id uuid,
        receiver_institution_id uuid, group_id uuid, steps jsonb NOT NULL, reason text,
        no_contact_confirmed boolean NOT NULL, status text NOT NULL, asked_at timestamptz(3) NOT NULL,
        made_at timestamptz(3), ended_at timestamptz(3), end_reason text, ending jsonb, refusal jsonb,
        CHECK ((status IN ('asked', 'open')) = (ended_at IS NULL)));
      CREATE INDEX referrals_by_sender ON referrals (sender_institution_id, id);
      CREATE INDEX referrals_by_receiver ON referrals (receiver_institution_id, id);
      CREATE INDEX referrals_by_question ON referrals (question_id, id);
      CREATE TABLE referral_commands (
        key text PRIMARY KEY, fingerprint text NOT NULL, referral_id uuid NOT NULL,
        at timestamptz NOT NULL DEFAULT now());
      CREATE INDEX referral_commands_by_age ON referral_commands (at)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE referral_commands, referrals');
  }
}
