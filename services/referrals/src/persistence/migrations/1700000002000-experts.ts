import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Experts1700000002000 implements MigrationInterface {
  readonly name = 'Experts1700000002000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE referrals
        ADD COLUMN unrouted boolean NOT NULL DEFAULT false, ADD COLUMN expert_id uuid,
        ADD COLUMN expert_account_ids uuid[] NOT NULL DEFAULT '{}', ADD COLUMN addressee jsonb,
        ADD COLUMN with_contact boolean NOT NULL DEFAULT false, ADD COLUMN deadline_hours integer,
        ADD COLUMN deadline_at timestamptz(3), ADD COLUMN ended_by jsonb;
      CREATE TABLE experts (
        id uuid PRIMARY KEY, institution_id uuid, group_id uuid, name text NOT NULL, account_ids uuid[] NOT NULL,
        address text, expertise text[] NOT NULL, quality_control boolean NOT NULL, retired_at timestamptz(3),
        CHECK ((institution_id IS NULL) <> (group_id IS NULL)));
      CREATE INDEX experts_of_institution ON experts (institution_id) WHERE institution_id IS NOT NULL;
      CREATE INDEX experts_of_group ON experts (group_id) WHERE group_id IS NOT NULL;
      CREATE TABLE email_partners (
        id uuid PRIMARY KEY, account_id uuid NOT NULL, name text NOT NULL, address text NOT NULL,
        note text, UNIQUE (account_id, address))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE experts, email_partners;
      ALTER TABLE referrals DROP COLUMN unrouted, DROP COLUMN expert_id, DROP COLUMN expert_account_ids,
        DROP COLUMN addressee, DROP COLUMN with_contact, DROP COLUMN deadline_hours, DROP COLUMN deadline_at,
        DROP COLUMN ended_by`);
  }
}
