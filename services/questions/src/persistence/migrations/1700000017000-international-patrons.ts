import { indexConcurrently } from '@carrel/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds the few records whose address has letters beyond ASCII, which may be there twice in two spellings. */
export class InternationalPatrons1700000017000 implements MigrationInterface {
  readonly name = 'InternationalPatrons1700000017000';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    await indexConcurrently(db, 'patrons_international', `ON patrons (id) WHERE email ~ '[^ -~]'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX patrons_international');
  }
}
