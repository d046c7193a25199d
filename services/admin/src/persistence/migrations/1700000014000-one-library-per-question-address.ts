import type { MigrationInterface, QueryRunner } from 'typeorm';
import { indexConcurrently } from '@carrel/messaging';

/**
 * A question address belongs to one library, also under concurrent saves. Where more than one has it, the first keeps
 * it and the others' is switched off, with a line of history: mail reached one of them only. The index is built beside
 * the running service; an address taken twice meanwhile ends the migration, which then runs again from its start.
 */
export class OneLibraryPerQuestionAddress1700000014000 implements MigrationInterface {
  readonly name = 'OneLibraryPerQuestionAddress1700000014000';
  /** CONCURRENTLY allows no transaction. */
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      WITH doubles AS (
        SELECT id FROM (
          SELECT id, row_number() OVER (PARTITION BY lower(value->>'address') ORDER BY changed_at, id) AS place
          FROM settings WHERE key = 'question-address' AND value->>'enabled' = 'true') held
        WHERE place > 1
      ), off AS (
        UPDATE settings s SET value = jsonb_set(value, '{enabled}', 'false'), version = version + 1, changed_at = now()
        FROM doubles WHERE s.id = doubles.id RETURNING s.id, s.version, s.value, s.changed_at
      )
      INSERT INTO setting_changes (setting_id, version, value, changed_by, changed_at)
      SELECT id, version, value, '00000000-0000-0000-0000-000000000000', changed_at FROM off`);
    await indexConcurrently(
      db,
      'settings_question_address',
      `ON settings (lower(value->>'address')) WHERE key = 'question-address' AND value->>'enabled' = 'true'`,
      'UNIQUE INDEX',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX settings_question_address');
  }
}
