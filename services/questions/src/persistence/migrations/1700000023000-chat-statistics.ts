import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each chat as it is counted: ids, codes and times, nothing of the patron; and the days of what is counted of them. */
export class ChatStatistics1700000023000 implements MigrationInterface {
  readonly name = 'ChatStatistics1700000023000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE statistics_chats (
        session_id uuid PRIMARY KEY, institution_id uuid NOT NULL, at timestamptz(3) NOT NULL,
        practice boolean NOT NULL, librarian_id uuid, librarian_institution_id uuid, waited_seconds integer,
        outcome text, reason text, length_seconds integer, first_response_seconds integer, question_id uuid);
      CREATE INDEX statistics_chats_by_time ON statistics_chats (at DESC, session_id DESC);
      CREATE INDEX statistics_chats_by_library ON statistics_chats (institution_id, at DESC, session_id DESC);
      CREATE INDEX statistics_chats_by_librarians_library
        ON statistics_chats (librarian_institution_id, at DESC, session_id DESC)
        WHERE librarian_institution_id IS NOT NULL`);
    for (const table of tables)
      await db.query(`
        CREATE TABLE ${table.name} PARTITION OF statistics_daily FOR VALUES IN ('${table.dimension}');
        CREATE INDEX ${table.name}_by_day ON ${table.name} (day)`);
  }

  async down(db: QueryRunner): Promise<void> {
    const dimensions = tables.map(({ dimension }) => `'${dimension}'`).join(', ');
    await db.query(`
      DELETE FROM statistics_monthly WHERE dimension IN (${dimensions});
      DROP TABLE ${tables.map(({ name }) => name).join(', ')}, statistics_chats`);
  }
}

/** As they were when this was written. */
const tables = [
  ...['chat-requested', 'chat-missed', 'chat-waited', 'chat-abandoned', 'chat-length', 'chat-first-response'],
  ...['librarian-waited', 'librarian-length', 'librarian-first-response'],
].map((dimension) => ({ dimension, name: `statistics_daily_${dimension.replaceAll('-', '_')}` }));
