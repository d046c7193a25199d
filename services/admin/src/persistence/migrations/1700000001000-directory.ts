import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Groups, libraries, memberships, accounts and settings. */
export class Directory1700000001000 implements MigrationInterface {
  readonly name = 'Directory1700000001000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE groups (
        id uuid PRIMARY KEY, sequence integer NOT NULL,
        kind text NOT NULL CHECK (kind IN ('subscription', 'cooperative')),
        name text NOT NULL, short_name text, time_zone text NOT NULL,
        requires_cooperative_mark boolean NOT NULL, proxy_institution_id uuid, created_at timestamptz(3) NOT NULL);
      CREATE INDEX groups_by_name ON groups (lower(name), id);

      CREATE TABLE institutions (
        id uuid PRIMARY KEY, sequence integer NOT NULL,
        subscription_group_id uuid NOT NULL REFERENCES groups (id),
        profile jsonb NOT NULL, name text GENERATED ALWAYS AS (profile->>'name') STORED,
        profile_status text NOT NULL CHECK (profile_status IN ('new', 'submitted', 'active', 'rejected', 'closed')),
        profile_note text, portal boolean NOT NULL, cooperative_member boolean NOT NULL,
        accepts_referrals boolean NOT NULL, redirect_to_institution_id uuid REFERENCES institutions (id),
        registered_at timestamptz(3) NOT NULL);
      CREATE INDEX institutions_by_name ON institutions (lower(name), id);
      CREATE INDEX institutions_by_group ON institutions (subscription_group_id, lower(name));
      ALTER TABLE groups ADD FOREIGN KEY (proxy_institution_id) REFERENCES institutions (id);

      CREATE TABLE memberships (
        id uuid PRIMARY KEY, sequence integer NOT NULL,
        group_id uuid NOT NULL REFERENCES groups (id), institution_id uuid NOT NULL REFERENCES institutions (id),
        status text NOT NULL CHECK (status IN ('pending', 'active', 'rejected', 'inactive', 'blocked', 'left')),
        changed_by uuid NOT NULL, changed_at timestamptz(3) NOT NULL, note text,
        UNIQUE (institution_id, group_id));
      CREATE INDEX memberships_by_group ON memberships (group_id, id);

      CREATE SEQUENCE account_numbers MINVALUE 100000001 MAXVALUE 999999999;
      CREATE TABLE accounts (
        id uuid PRIMARY KEY, sequence integer NOT NULL,
        number text NOT NULL UNIQUE CHECK (number ~ '^[0-9]{9}$'),
        institution_id uuid NOT NULL, email text NOT NULL, name text NOT NULL,
        roles text[] NOT NULL, group_roles jsonb NOT NULL, operator boolean NOT NULL,
        trained boolean NOT NULL, active boolean NOT NULL, created_at timestamptz(3) NOT NULL);
      CREATE UNIQUE INDEX accounts_email ON accounts (email);
      CREATE INDEX accounts_by_institution ON accounts (institution_id, lower(name), id);

      CREATE TABLE settings (
        id uuid PRIMARY KEY, sequence integer NOT NULL, key text NOT NULL,
        level text NOT NULL CHECK (level IN ('group', 'institution')), owner_id uuid NOT NULL,
        value jsonb NOT NULL, version integer NOT NULL, changed_by uuid, changed_at timestamptz(3),
        UNIQUE (owner_id, key));
      CREATE TABLE setting_changes (
        setting_id uuid NOT NULL REFERENCES settings (id), version integer NOT NULL,
        value jsonb NOT NULL, changed_by uuid NOT NULL, changed_at timestamptz(3) NOT NULL,
        PRIMARY KEY (setting_id, version))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE groups DROP CONSTRAINT groups_proxy_institution_id_fkey;
      DROP TABLE setting_changes, settings, accounts, memberships, institutions, groups;
      DROP SEQUENCE account_numbers`);
  }
}
