import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aDatabase, eventually, type TestDatabase } from '@carrel/testing';
import pg from 'pg';
import { patientPool } from '../src/patient-pool.js';

describe('What schedules jobs by the clock', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  beforeAll(async () => {
    database = await aDatabase();
    owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner?.end();
    await database?.drop();
  });
  const letIn = async (connections: number) => {
    const name = new URL(database.ownerUrl).pathname.slice(1);
    await owner.query(`alter database "${name}" connection limit ${connections}`);
  };

  it('waits for a database that is away, since a refusal there would end the service', async () => {
    const refusals: unknown[] = [];
    const patience = { waits: (error: unknown) => void refusals.push(error), stopped: () => false };
    const pool = patientPool({ connectionString: database.url }, patience);
    await letIn(0);
    const asked = pool.query('select 1 as one');
    await eventually(() => expect(refusals).not.toEqual([]));
    await letIn(-1);
    expect((await asked).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });

  it('gives up waiting, without a refusal, when the service stops', async () => {
    let stopped = false;
    const refusals: unknown[] = [];
    const patience = { waits: (error: unknown) => void refusals.push(error), stopped: () => stopped };
    const pool = patientPool({ connectionString: database.url }, patience);
    await letIn(0);
    const asked = pool.query('select 1 as one');
    await eventually(() => expect(refusals).not.toEqual([]));
    stopped = true;
    expect((await asked).rows).toEqual([]);
    await letIn(-1);
    await pool.end();
  });
});
