import { indexConcurrently } from '@carrel/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A patron's questions by the whole address, at whichever library they are. */
export class QuestionsByAddress1700000023300 implements MigrationInterface {
  readonly name = 'QuestionsByAddress1700000023300';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    const definition = 'ON questions (lower(patron_email)) WHERE patron_email IS NOT NULL';
    await indexConcurrently(db, 'questions_by_address', definition);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX questions_by_address');
  }
}
