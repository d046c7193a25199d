import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Libraries that a group has barred from referrals (R95). */
export class Bars1700000006000 implements MigrationInterface {
  readonly name = 'Bars1700000006000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE bars (
        id uuid PRIMARY KEY, group_id uuid NOT NULL, institution_id uuid NOT NULL, reason text NOT NULL,
        redirect_to_institution_id uuid, barred_by uuid NOT NULL, barred_at timestamptz(3) NOT NULL,
        lifted_by uuid, lifted_at timestamptz(3));
      CREATE UNIQUE INDEX bars_in_force ON bars (group_id, institution_id) WHERE lifted_at IS NULL;
      CREATE INDEX bars_of_group ON bars (group_id, id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE bars');
  }
}
