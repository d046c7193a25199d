import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Libraries that were closed and who takes over, for questions that come after (row 51, ADR 29). */
export class ClosedLibraries1700000011000 implements MigrationInterface {
  readonly name = 'ClosedLibraries1700000011000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('CREATE TABLE closed_libraries (institution_id uuid PRIMARY KEY, successor_id uuid)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE closed_libraries');
  }
}
