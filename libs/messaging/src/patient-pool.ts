import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isDatabaseAway } from './database-away.js';

/** Who is told of a query that waits, and whether anybody still waits for it. */
export interface Patience {
  waits(error: unknown): void;
  stopped(): boolean;
}

const againMs = 1_000;
type Connected = (error: Error | undefined, client: pg.PoolClient | undefined, release: () => void) => void;

/**
 * A pool for graphile-worker that waits for a database that is away. The library schedules jobs by the clock with `query`
 * and leaves the promise of a refusal to nobody (its runner.js, `cron.promise.finally`), which ends the process; and a
 * worker that cannot write down that its job is done ends for good (its worker.js, "committing seppuku"), with the job
 * locked. So `query` and `connect` ask again until the database answers; once stopped, a query that waits answers no rows.
 */
export function patientPool(options: pg.PoolConfig, patience: Patience): pg.Pool {
  const { waits, stopped } = patience;
  const pool = new pg.Pool(options);
  pool.on('error', () => undefined);
  pool.on('connect', (client) => sayTryAgain(client, patience));
  const ask = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>;
  const open = pool.connect.bind(pool);
  const query = async (...args: unknown[]): Promise<Pick<pg.QueryResult, 'rows'>> => {
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
  const connected = async (): Promise<pg.PoolClient> => {
    for (;;) {
      try {
        return await open();
      } catch (error) {
        if (stopped()) throw lastWord(error);
        waits(error);
        await sleep(againMs);
      }
    }
  };
  // With a callback it is the library's listener, which begins again by itself.
  const connect = (callback?: Connected) => (callback ? open(callback as never) : connected());
  return Object.assign(pool, { query, connect }) as pg.Pool;
}

/** graphile-worker asks again after errors of a few codes, a lost connection not among them (its lib.js). */
function sayTryAgain(client: pg.PoolClient, { stopped }: Patience): void {
  const ask = client.query.bind(client) as (...args: unknown[]) => unknown;
  const query = (...args: unknown[]): unknown => {
    const asked = ask(...args);
    if (!(asked instanceof Promise)) return asked;
    return asked.catch((error: unknown) => {
      if (!isDatabaseAway(error)) throw error;
      throw stopped() ? lastWord(error) : Object.assign(error as Error, { code: 'ETIMEDOUT' });
    });
  };
  Object.assign(client, { query });
}

/** Without a code, so that nobody asks again and the process can end. */
const lastWord = (cause: unknown) => new Error(`the process stops, and ${String(cause)}`, { cause });
