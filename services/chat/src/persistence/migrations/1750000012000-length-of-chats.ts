import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bytes of what people wrote into a session, for its bound (setting chat-length); counted from now on. */
export class LengthOfChats1750000012000 implements MigrationInterface {
  readonly name = 'LengthOfChats1750000012000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE sessions ADD text_bytes int NOT NULL DEFAULT 0');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE sessions DROP text_bytes');
  }
}
