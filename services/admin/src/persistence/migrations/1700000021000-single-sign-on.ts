import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Signing in at providers of OpenID Connect, and which sign-ins were made there. */
export class SingleSignOn1700000021000 implements MigrationInterface {
  readonly name = 'SingleSignOn1700000021000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE single_sign_ons (
        id uuid PRIMARY KEY, sequence integer NOT NULL,
        owner_kind text NOT NULL CHECK (owner_kind IN ('institution', 'group')), owner_id uuid NOT NULL UNIQUE,
        choices jsonb NOT NULL, sealed_secret text, version integer NOT NULL,
        changed_by uuid, changed_at timestamptz(3));
      CREATE TABLE single_sign_on_changes (
        single_sign_on_id uuid NOT NULL, version integer NOT NULL, choices jsonb NOT NULL,
        changed_by uuid NOT NULL, changed_at timestamptz(3) NOT NULL, PRIMARY KEY (single_sign_on_id, version));

      CREATE TABLE provider_identities (
        institution_id uuid NOT NULL, issuer text NOT NULL, subject text NOT NULL,
        account_id uuid NOT NULL REFERENCES accounts (id), linked_at timestamptz(3) NOT NULL,
        last_used_at timestamptz(3) NOT NULL, PRIMARY KEY (institution_id, issuer, subject));
      CREATE INDEX provider_identities_by_account ON provider_identities (account_id);
      CREATE INDEX provider_identities_by_subject ON provider_identities (issuer, subject);

      CREATE TABLE single_sign_on_attempts (
        state_hash text PRIMARY KEY, provider_id uuid NOT NULL, institution_id uuid NOT NULL, return_to text NOT NULL,
        challenge text NOT NULL, nonce text NOT NULL, sealed_verifier text NOT NULL, expires_at timestamptz(3) NOT NULL,
        used_at timestamptz(3), code_hash text UNIQUE, account_id uuid, assertion jsonb);
      CREATE INDEX single_sign_on_attempts_by_expiry ON single_sign_on_attempts (expires_at);

      CREATE TABLE logout_tokens (
        provider_id uuid NOT NULL, jti text NOT NULL, expires_at timestamptz(3) NOT NULL,
        PRIMARY KEY (provider_id, jti));

      ALTER TABLE sign_ins ADD provider_id uuid, ADD provider_session text, ADD provider_subject text;`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE sign_ins DROP provider_subject, DROP provider_session, DROP provider_id;
      DROP TABLE logout_tokens, single_sign_on_attempts, provider_identities, single_sign_on_changes, single_sign_ons`);
  }
}
