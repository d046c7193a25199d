import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RecipientsAndSessions1700000002100 implements MigrationInterface {
  readonly name = 'RecipientsAndSessions1700000002100';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX deliveries_to_patron ON deliveries (institution_id, lower(recipient), id) WHERE to_patron;
      CREATE INDEX session_questions_by_question ON session_questions (question_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX deliveries_to_patron, session_questions_by_question');
  }
}
