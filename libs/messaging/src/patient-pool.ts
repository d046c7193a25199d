import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Callbacks for a query that waits, and whether its caller still waits for it. */
export interface Patience {
  waits(error: unknown): void;
  stopped(): boolean;
}

const againMs = 1_000;

/**
 * A pool whose `query` asks again until the database answers. graphile-worker schedules jobs by the clock with it, and
 * leaves the promise of a refusal to nobody (its runner.js, `cron.promise.finally`), which ends the process: a database
 * that is away at the full minute would take every service along. Once stopped, a query that waits answers no rows.
 */
export function patientPool(options: pg.PoolConfig, { waits, stopped }: Patience): pg.Pool {
  const pool = new pg.Pool(options);
  pool.on('error', () => undefined);
  const ask = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>;
  const patiently = async (...args: unknown[]): Promise<Pick<pg.QueryResult, 'rows'>> => {
    for (;;) {
      try {
        return await ask(...args);
      } catch (error) {
        if (stopped()) return { rows: [] };
        waits(error);
        await sleep(againMs);
      }
    }
  };
  return Object.assign(pool, { query: patiently }) as pg.Pool;
}
