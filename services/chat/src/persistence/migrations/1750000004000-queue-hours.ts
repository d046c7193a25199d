import type { MigrationInterface, QueryRunner } from 'typeorm';

export class QueueHours1750000004000 implements MigrationInterface {
  readonly name = 'QueueHours1750000004000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE queue_hours (
        queue_id uuid PRIMARY KEY REFERENCES queues (id), time_zone text NOT NULL, intervals jsonb NOT NULL,
        changed_by uuid NOT NULL, changed_at timestamptz(3) NOT NULL DEFAULT now())`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE queue_hours');
  }
}
