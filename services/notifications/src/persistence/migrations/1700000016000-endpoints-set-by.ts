import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who said where a webhook leads. */
export class EndpointsSetBy1700000016000 implements MigrationInterface {
  readonly name = 'EndpointsSetBy1700000016000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE webhook_endpoints ADD set_by uuid');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE webhook_endpoints DROP set_by');
  }
}
