import { indexConcurrently } from '@carrel/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Chats that became no question are forgotten by clocks of their own (promise 25, B9). */
export class SessionsToForget1750000011000 implements MigrationInterface {
  readonly name = 'SessionsToForget1750000011000';
  /** CONCURRENTLY allows no transaction. */
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE sessions ADD IF NOT EXISTS erased_at timestamptz(3)');
    for (const [name, on] of indexes) await indexConcurrently(db, name, `ON ${on}`);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const [name] of indexes) await db.query(`DROP INDEX ${name}`);
    await db.query('ALTER TABLE sessions DROP erased_at');
  }
}

const indexes = [
  [
    'sessions_with_words',
    'sessions (institution_id, ended_at, id) WHERE ended_at IS NOT NULL AND erased_at IS NULL',
  ],
  [
    'sessions_with_identity',
    `sessions (institution_id, ended_at, id)
     WHERE ended_at IS NOT NULL AND (patron_name <> '' OR patron_email IS NOT NULL)`,
  ],
  ['notes_beside_sessions', 'notes (at) WHERE session_id IS NULL'],
] as const;
