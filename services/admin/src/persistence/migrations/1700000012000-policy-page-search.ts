import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a search finds of a page; null until a page of the version before has been taken in. */
export class PolicyPageSearch1700000012000 implements MigrationInterface {
  readonly name = 'PolicyPageSearch1700000012000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE policy_pages ADD found_by tsvector');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE policy_pages DROP found_by');
  }
}
