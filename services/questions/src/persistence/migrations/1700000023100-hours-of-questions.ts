import { indexConcurrently } from '@carrel/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Questions are counted by hour of any time zone from this index alone. */
export class HoursOfQuestions1700000023100 implements MigrationInterface {
  readonly name = 'HoursOfQuestions1700000023100';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    const definition = 'ON statistics_facts (home_institution_id, at) WHERE apart IS NULL';
    await indexConcurrently(db, 'statistics_facts_hours', definition);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX statistics_facts_hours');
  }
}
