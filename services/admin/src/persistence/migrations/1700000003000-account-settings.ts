import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Settings of a librarian's own (R122), and the group's short name as a setting like the others (R120). */
export class AccountSettings1700000003000 implements MigrationInterface {
  readonly name = 'AccountSettings1700000003000';

  async up(db: QueryRunner): Promise<void> {
    // NOT VALID spares the scan under a lock: every row fits the narrower check that stood here before.
    await db.query(`
      ALTER TABLE settings DROP CONSTRAINT settings_level_check,
        ADD CONSTRAINT settings_level_check CHECK (level IN ('group', 'institution', 'account')) NOT VALID;
      INSERT INTO settings (id, sequence, key, level, owner_id, value, version)
        SELECT gen_random_uuid(), 0, 'branding', 'group', id, jsonb_build_object('shortName', short_name), 0
        FROM groups WHERE short_name IS NOT NULL ON CONFLICT DO NOTHING`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DELETE FROM setting_changes WHERE setting_id IN (SELECT id FROM settings WHERE level = 'account');
      DELETE FROM settings WHERE level = 'account';
      ALTER TABLE settings DROP CONSTRAINT settings_level_check,
        ADD CONSTRAINT settings_level_check CHECK (level IN ('group', 'institution')) NOT VALID`);
  }
}
