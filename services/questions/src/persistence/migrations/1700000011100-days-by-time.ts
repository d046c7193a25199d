import { indexConcurrently } from '@carrel/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dimensions } from '../../statistics/persistence/facts.js';

/** A report of a thousand libraries reads the days of its period, not every day there was. */
export class DaysByTime1700000011100 implements MigrationInterface {
  readonly name = 'DaysByTime1700000011100';
  readonly transaction = false;

  async up(db: QueryRunner): Promise<void> {
    for (const table of tables) await indexConcurrently(db, `${table}_by_day`, `ON ${table} (day)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP INDEX ${tables.map((table) => `${table}_by_day`).join(', ')}`);
  }
}

const tables = dimensions.map((dimension) => `statistics_daily_${dimension.replace('-', '_')}`);
