import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Credentials, sign-ins, failed logins and signing keys. */
export class SignIn1700000001100 implements MigrationInterface {
  readonly name = 'SignIn1700000001100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE credentials (
        account_id uuid PRIMARY KEY REFERENCES accounts (id), password_hash text,
        invitation_hash text UNIQUE, invitation_expires_at timestamptz(3));

      CREATE TABLE sign_ins (
        id uuid PRIMARY KEY, account_id uuid NOT NULL REFERENCES accounts (id),
        started_at timestamptz(3) NOT NULL, ended_at timestamptz(3),
        ended_because text CHECK (ended_because IN ('logout', 'reuse', 'deactivated', 'password-changed')));
      CREATE INDEX sign_ins_open ON sign_ins (account_id) WHERE ended_at IS NULL;

      CREATE TABLE refresh_tokens (
        hash text PRIMARY KEY, sign_in_id uuid NOT NULL REFERENCES sign_ins (id) ON DELETE CASCADE,
        expires_at timestamptz(3) NOT NULL, used_at timestamptz(3));
      CREATE INDEX refresh_tokens_by_sign_in ON refresh_tokens (sign_in_id, expires_at);

      CREATE TABLE failed_logins (id uuid PRIMARY KEY, who text NOT NULL, at timestamptz(3) NOT NULL);
      CREATE INDEX failed_logins_by_who ON failed_logins (who, at);
      CREATE INDEX failed_logins_by_time ON failed_logins (at);

      CREATE TABLE signing_keys (
        kid text PRIMARY KEY, public_key jsonb NOT NULL, sealed_private_key text NOT NULL,
        created_at timestamptz(3) NOT NULL, signing_since timestamptz(3), retired_at timestamptz(3))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE signing_keys, failed_logins, refresh_tokens, sign_ins, credentials');
  }
}
