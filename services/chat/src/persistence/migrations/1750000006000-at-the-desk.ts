import type { MigrationInterface, QueryRunner } from 'typeorm';

export class AtTheDesk1750000006000 implements MigrationInterface {
  readonly name = 'AtTheDesk1750000006000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE monitors ADD screen_name text');
    // Counts on when hours are cleared, so that an old ETag never fits again.
    await db.query(`
      CREATE TABLE queue_hours_versions (queue_id uuid PRIMARY KEY REFERENCES queues (id), version int NOT NULL);
      INSERT INTO queue_hours_versions (queue_id, version) SELECT queue_id, 1 FROM queue_hours`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE queue_hours_versions; ALTER TABLE monitors DROP screen_name');
  }
}
