import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Successor1700000006000 implements MigrationInterface {
  readonly name = 'Successor1700000006000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE institutions ADD successor_institution_id uuid');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE institutions DROP successor_institution_id');
  }
}
