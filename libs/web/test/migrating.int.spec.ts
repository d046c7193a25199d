import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aDatabase, concurrentSessions, eventually, type TestDatabase } from '@carrel/testing';
import { DataSource, type DataSourceOptions, type MigrationInterface } from 'typeorm';
import { migrateDatabase } from '../src/index.js';

/** A migration of a table that is in use, under a name of its own. */
function running(n: number, ...sqls: string[]): new () => MigrationInterface {
  return class implements MigrationInterface {
    readonly name = `Busy${1799999000000 + n}`;
    async up(db: { query(sql: string): Promise<unknown> }): Promise<void> {
      for (const sql of sqls) await db.query(sql);
    }
    async down(): Promise<void> {}
  };
}

describe('Migrations beside services that are at work', () => {
  let database: TestDatabase;
  let db: DataSource;
  const migrations = [running(1, 'CREATE TABLE desks (id uuid PRIMARY KEY)')];
  const describe_ = (url: string): DataSourceOptions => ({ type: 'postgres', url, migrations });
  const said: string[] = [];
  const migrate = () => migrateDatabase(describe_, database.ownerUrl, (line) => said.push(line));
  beforeAll(async () => {
    database = await aDatabase();
    await migrate();
    db = await new DataSource(describe_(database.ownerUrl)).initialize();
  });
  afterAll(async () => {
    await db?.destroy();
    await database?.drop();
  });

  it('[promise 26] give a lock up that they do not get, so that nobody queues behind them, and try again', async () => {
    const report = db.createQueryRunner();
    await report.startTransaction();
    await report.query('SELECT FROM desks');
    const others = await concurrentSessions(database.ownerUrl);
    migrations.push(running(2, 'ALTER TABLE desks ADD label text'));
    said.length = 0;
    const migrating = migrate();
    await eventually(() =>
      expect(said.filter((line) => line.includes('trying again')).length).toBeGreaterThan(1),
    );
    await report.commitTransaction();
    await report.release();
    await migrating;
    const { ms, rounds } = await others.stop();
    expect(said.at(-1)).toBe('Busy1799999000002');
    expect([ms < 1_000, rounds > 10]).toEqual([true, true]);
    expect(await db.query('SELECT label FROM desks')).toEqual([]);
  });

  it('[promise 26] that hold a table for longer than a second are seen by whoever reads and writes beside them', async () => {
    const others = await concurrentSessions(database.ownerUrl);
    migrations.push(running(3, 'LOCK TABLE desks', 'SELECT pg_sleep(1.2)'));
    await migrate();
    const { ms, table } = await others.stop();
    expect([table, ms > 1_000]).toEqual(['desks', true]);
  });

  it('come one after the other when two replicas start them', async () => {
    migrations.push(running(4, 'ALTER TABLE desks ADD room text', 'SELECT pg_sleep(0.3)'));
    said.length = 0;
    await Promise.all([migrate(), migrate()]);
    expect(said).toEqual(['Busy1799999000004']);
  });
});
