import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people prove themselves with besides a password, and sign-ins that wait for it. */
export class SecondFactor1700000022000 implements MigrationInterface {
  readonly name = 'SecondFactor1700000022000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE second_factors (
        account_id uuid PRIMARY KEY REFERENCES accounts (id),
        sealed_totp text, totp_since timestamptz(3), totp_last_step integer, sealed_pending_totp text,
        recovery_hashes text[] NOT NULL DEFAULT '{}', passkeys jsonb NOT NULL DEFAULT '[]');
      CREATE TABLE second_factor_changes (
        id uuid PRIMARY KEY, account_id uuid NOT NULL, what text NOT NULL,
        changed_by uuid NOT NULL, changed_at timestamptz(3) NOT NULL);
      CREATE INDEX second_factor_changes_by_account ON second_factor_changes (account_id, id);

      CREATE TABLE pending_sign_ins (
        token_hash text PRIMARY KEY, account_id uuid NOT NULL REFERENCES accounts (id),
        purpose text NOT NULL CHECK (purpose IN ('verify', 'enrol')), proof jsonb NOT NULL,
        expires_at timestamptz(3) NOT NULL);
      CREATE INDEX pending_sign_ins_by_expiry ON pending_sign_ins (expires_at);
      CREATE TABLE passkey_challenges (
        challenge text PRIMARY KEY, purpose text NOT NULL CHECK (purpose IN ('enrol', 'verify', 'sign-in')),
        account_id uuid, expires_at timestamptz(3) NOT NULL);
      CREATE INDEX passkey_challenges_by_expiry ON passkey_challenges (expires_at);

      ALTER TABLE sign_ins ADD second_factor_at timestamptz(3);`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE sign_ins DROP second_factor_at;
      DROP TABLE passkey_challenges, pending_sign_ins, second_factor_changes, second_factors`);
  }
}
