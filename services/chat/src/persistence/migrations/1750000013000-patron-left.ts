import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A patron may end the own chat; the librarian then codes it (B37). */
export class PatronLeft1750000013000 implements MigrationInterface {
  readonly name = 'PatronLeft1750000013000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE sessions ADD patron_left_at timestamptz(3)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE sessions DROP patron_left_at');
  }
}
