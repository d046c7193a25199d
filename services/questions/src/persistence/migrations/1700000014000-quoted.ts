import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of what came by mail, the lines that the text shown of it leaves out. */
export class Quoted1700000014000 implements MigrationInterface {
  readonly name = 'Quoted1700000014000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE messages ADD COLUMN quoted text NOT NULL DEFAULT ''`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE messages DROP COLUMN quoted');
  }
}
