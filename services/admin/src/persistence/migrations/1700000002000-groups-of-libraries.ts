import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Contact, uses, maker and end of a group; old code, which knows none of them, writes their defaults. */
export class GroupsOfLibraries1700000002000 implements MigrationInterface {
  readonly name = 'GroupsOfLibraries1700000002000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE groups ADD COLUMN contact_email text,
      ADD COLUMN uses text[] NOT NULL DEFAULT '{}', ADD COLUMN made_by_institution_id uuid,
      ADD COLUMN deleted_at timestamptz(3);
      CREATE INDEX accounts_by_group_role ON accounts USING gin (group_roles jsonb_path_ops)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX accounts_by_group_role;
      ALTER TABLE groups DROP COLUMN contact_email, DROP COLUMN uses,
      DROP COLUMN made_by_institution_id, DROP COLUMN deleted_at`);
  }
}
