import { indexConcurrently } from '@carrel/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

class Directory1700000000200 implements MigrationInterface {
  readonly name = 'Directory1700000000200';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE directory_institutions (
        id uuid PRIMARY KEY, sequence bigint NOT NULL, name text NOT NULL, subscription_group_id uuid NOT NULL,
        time_zone text NOT NULL, profile_status text NOT NULL, accepts_referrals boolean NOT NULL,
        redirect_to_institution_id uuid, portal boolean NOT NULL);
      CREATE INDEX directory_institutions_by_group ON directory_institutions (subscription_group_id);
      CREATE TABLE directory_groups (
        id uuid PRIMARY KEY, sequence bigint NOT NULL, name text NOT NULL, kind text NOT NULL,
        time_zone text NOT NULL, proxy_institution_id uuid);
      CREATE TABLE directory_memberships (
        id uuid PRIMARY KEY, sequence bigint NOT NULL, group_id uuid NOT NULL, institution_id uuid NOT NULL,
        status text NOT NULL);
      CREATE INDEX directory_memberships_by_group ON directory_memberships (group_id) WHERE status = 'active';
      CREATE INDEX directory_memberships_by_institution ON directory_memberships (institution_id) WHERE status = 'active';
      CREATE TABLE directory_accounts (
        id uuid PRIMARY KEY, sequence bigint NOT NULL, institution_id uuid NOT NULL, roles text[] NOT NULL,
        group_roles jsonb NOT NULL, operator boolean NOT NULL, trained boolean NOT NULL, active boolean NOT NULL);
      CREATE TABLE directory_settings (
        key text NOT NULL, owner_id uuid NOT NULL, sequence bigint NOT NULL, value jsonb,
        PRIMARY KEY (key, owner_id))`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE directory_settings, directory_accounts, directory_memberships,
      directory_groups, directory_institutions`);
  }
}

/** Which service accounts are still good (B33). */
class DirectoryServiceAccounts1700000004000 implements MigrationInterface {
  readonly name = 'DirectoryServiceAccounts1700000004000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(
      'CREATE TABLE directory_service_accounts (id uuid PRIMARY KEY, sequence bigint NOT NULL, active boolean NOT NULL)',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE directory_service_accounts');
  }
}

/** Deleted groups; a removed row could come back with a late event. */
class DirectoryDeletedGroups1700000008000 implements MigrationInterface {
  readonly name = 'DirectoryDeletedGroups1700000008000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE directory_groups ADD COLUMN deleted boolean NOT NULL DEFAULT false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE directory_groups DROP COLUMN deleted');
  }
}

/** Sign-ins that ended while a token of theirs may still be good (B41). */
class DirectoryEndedSignIns1700000012000 implements MigrationInterface {
  readonly name = 'DirectoryEndedSignIns1700000012000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE directory_ended_sign_ins (id uuid PRIMARY KEY, ended_at timestamptz NOT NULL);
      CREATE INDEX directory_ended_sign_ins_by_time ON directory_ended_sign_ins (ended_at)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE directory_ended_sign_ins');
  }
}

/** Who works at a library, and who has a role in a group, without a look at every account of the cooperative. */
class DirectoryAccountLookups1700000015000 implements MigrationInterface {
  readonly name = 'DirectoryAccountLookups1700000015000';
  /** CONCURRENTLY allows no transaction. */
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await indexConcurrently(
      db,
      'directory_accounts_by_institution',
      'ON directory_accounts (institution_id) WHERE active',
    );
    await indexConcurrently(
      db,
      'directory_accounts_by_group_role',
      'ON directory_accounts USING gin (group_roles jsonb_path_ops)',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX directory_accounts_by_group_role, directory_accounts_by_institution');
  }
}

/** The projection's tables; every service that imports DirectoryModule lists them among its migrations. */
export const directoryMigrations = [
  Directory1700000000200,
  DirectoryServiceAccounts1700000004000,
  DirectoryDeletedGroups1700000008000,
  DirectoryEndedSignIns1700000012000,
  DirectoryAccountLookups1700000015000,
];
