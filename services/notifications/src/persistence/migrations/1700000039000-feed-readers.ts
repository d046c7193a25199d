import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Service accounts that have read a group's feed, and when each last called. */
export class FeedReaders1700000039000 implements MigrationInterface {
  readonly name = 'FeedReaders1700000039000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE feed_readers (
        service_account_id uuid PRIMARY KEY, group_id uuid NOT NULL, called_at timestamptz(3) NOT NULL);
      CREATE INDEX feed_readers_of_group ON feed_readers (group_id, called_at)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE feed_readers');
  }
}
