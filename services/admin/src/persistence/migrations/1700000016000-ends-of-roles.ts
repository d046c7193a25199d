import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose secrets end with a role, who may undo an inactivation, and what became of each account's roles. */
export class EndsOfRoles1700000016000 implements MigrationInterface {
  readonly name = 'EndsOfRoles1700000016000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE service_accounts ADD secret_by uuid, ADD previous_by uuid;
      UPDATE service_accounts SET secret_by = created_by WHERE rotated_at IS NULL;
      ALTER TABLE memberships ADD inactivated_by text;
      UPDATE memberships m SET inactivated_by = CASE WHEN EXISTS (
          SELECT FROM accounts a WHERE a.id = m.changed_by AND a.institution_id = m.institution_id)
        THEN 'library' ELSE 'group' END WHERE m.status = 'inactive';
      CREATE TABLE account_changes (
        id uuid PRIMARY KEY, account_id uuid NOT NULL, at timestamptz(3) NOT NULL, changed_by uuid NOT NULL,
        because text NOT NULL, roles text[] NOT NULL, group_roles jsonb NOT NULL, active boolean NOT NULL);
      CREATE INDEX account_changes_of_account ON account_changes (account_id, id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE account_changes;
      ALTER TABLE memberships DROP inactivated_by;
      ALTER TABLE service_accounts DROP previous_by, DROP secret_by`);
  }
}
