import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Programs that act for a library or a group (B33). */
export class ServiceAccounts1700000004000 implements MigrationInterface {
  readonly name = 'ServiceAccounts1700000004000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE service_accounts (
        id uuid PRIMARY KEY, sequence integer NOT NULL, name text NOT NULL,
        owner_kind text NOT NULL CHECK (owner_kind IN ('institution', 'group')), owner_id uuid NOT NULL,
        scopes text[] NOT NULL, secret_hash text, previous_hash text, previous_until timestamptz(3),
        active boolean NOT NULL, created_at timestamptz(3) NOT NULL, created_by uuid NOT NULL,
        rotated_at timestamptz(3), revoked_at timestamptz(3),
        CHECK (active = (secret_hash IS NOT NULL)));
      CREATE INDEX service_accounts_by_owner ON service_accounts (owner_kind, owner_id, id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE service_accounts');
  }
}
