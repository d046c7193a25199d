import pg from 'pg';
import { services, type ServiceName } from '../stack/layout.js';
import { agreements, invariants } from './invariant-list.js';
import type { Place } from './place.js';

/** A sentence that does not hold, with the first places where it does not. */
export interface Violation {
  readonly holds: string;
  readonly service: ServiceName;
  /** Ids and kinds; never what anybody wrote. */
  readonly where: readonly string[];
  readonly count: number;
}

const shown = 10;
const page = 5_000;

/**
 * Looks through the five databases for what must never be. It only reads.
 *
 * @param settled seconds that what is under way may take; what is younger is left out
 * @param report is given a line for each sentence
 * @returns what does not hold; none is the only good answer
 */
export async function violationsAt(
  place: Pick<Place, 'databaseOf'>,
  settled: number,
  report: (line: string) => void,
): Promise<Violation[]> {
  const clients = await open(place, settled);
  try {
    return await violationsIn(clients, report);
  } finally {
    await Promise.all(Object.values(clients).map((client) => client.end()));
  }
}

/** The same over connections that are open; `carrel.library` and `carrel.settled` are set on them. */
export async function violationsIn(
  clients: Readonly<Record<ServiceName, pg.ClientBase>>,
  report: (line: string) => void = () => undefined,
): Promise<Violation[]> {
  const violations: Violation[] = [];
  const judge = (service: ServiceName, holds: string, places: readonly string[]) => {
    report(`${places.length ? 'BROKEN' : 'holds '} ${service}: ${holds}`);
    if (!places.length) return;
    for (const each of places.slice(0, shown)) report(`         ${each}`);
    if (places.length > shown) report(`         and ${places.length - shown} more`);
    violations.push({ holds, service, where: places.slice(0, shown), count: places.length });
  };
  for (const service of services)
    for (const { holds, sql } of invariants[service]) {
      const { rows } = await clients[service].query<{ what: string }>(sql);
      judge(
        service,
        holds,
        rows.map(({ what }) => String(what)),
      );
    }
  for (const { holds, of, sql, at, found } of agreements) {
    const missing: string[] = [];
    for await (const keys of pagesOf(clients[of], sql)) {
      const known = await clients[at].query<{ key: string }>(found, [keys]);
      const has = new Set(known.rows.map(({ key }) => key));
      missing.push(...keys.filter((key) => !has.has(key)));
    }
    judge(of, holds, missing);
  }
  return violations;
}

/** The keys a statement finds, some thousands at a time, so that no size is too large. */
async function* pagesOf(client: pg.ClientBase, sql: string): AsyncGenerator<string[]> {
  await client.query(`DECLARE found NO SCROLL CURSOR WITH HOLD FOR ${sql}`);
  try {
    for (;;) {
      const { rows } = await client.query<{ key: string }>(`FETCH ${page} FROM found`);
      if (!rows.length) return;
      yield rows.map(({ key }) => key);
    }
  } finally {
    await client.query('CLOSE found');
  }
}

/** Connections that read only, and that row security hides nothing from. */
async function open(
  place: Pick<Place, 'databaseOf'>,
  settled: number,
): Promise<Record<ServiceName, pg.Client>> {
  const connected = await Promise.all(
    services.map(async (service) => {
      const client = new pg.Client({
        connectionString: place.databaseOf(service, 'owner'),
        application_name: 'carrel invariants',
      });
      await client.connect();
      await client.query(
        `SET default_transaction_read_only = on; SET carrel.library = 'every'; SET carrel.settled = '${settled}'`,
      );
      return [service, client] as const;
    }),
  );
  return Object.fromEntries(connected) as Record<ServiceName, pg.Client>;
}
