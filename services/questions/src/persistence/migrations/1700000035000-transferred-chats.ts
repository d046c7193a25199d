import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which chat a counted transfer was of, so that a number leads to the chats behind it. */
export class TransferredChats1700000035000 implements MigrationInterface {
  readonly name = 'TransferredChats1700000035000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE statistics_transfers ADD session_id uuid');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE statistics_transfers DROP session_id');
  }
}
