import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PersonalLimits1750000003000 implements MigrationInterface {
  readonly name = 'PersonalLimits1750000003000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE monitors ADD personal_limit int');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE monitors DROP personal_limit');
  }
}
