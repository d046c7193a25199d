import { createReadStream, createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { provision, withClient } from '../provision.js';
import { services, type ServiceName } from '../stack/layout.js';
import { Refused } from '../stack/refused.js';
import type { Place } from './place.js';
import { runMode } from './run-mode.js';
import {
  continueNumbers,
  tablesOf,
  versionOf,
  withoutForcedSecurity,
  withoutReferences,
  withoutTriggers,
  type Table,
} from './tables.js';

/** What stands in a backup's `backup.json`. */
interface Contents {
  format: 1;
  /** When every database was looked at, in one moment. */
  takenAt: string;
  databases: Record<
    ServiceName,
    { migrations: string[]; sequences: Sequence[]; tables: (Table & { file: string })[] }
  >;
}
interface Sequence {
  name: string;
  value: string;
}

/** The relays' lock: while it is held no fact leaves a service. */
const senderLock = 0x6361_0001;

/**
 * Writes every row of the five databases below `folder`. All five are seen as of one moment in which no fact was on
 * its way out, so that none has handled an event that its source would not know after a restore.
 */
export async function backUp(place: Place, folder: string, say: (line: string) => void): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const clients = await Promise.all(services.map((service) => connect(place.databaseOf(service, 'app'))));
  try {
    const of = (service: ServiceName) => clients[services.indexOf(service)]!;
    for (const client of clients) await client.query(`select pg_advisory_lock(${senderLock})`);
    for (const client of clients) {
      await client.query('begin isolation level repeatable read read only');
      await client.query('select txid_current_snapshot()');
    }
    const takenAt = new Date().toISOString();
    for (const client of clients) await client.query(`select pg_advisory_unlock(${senderLock})`);

    const databases = {} as Contents['databases'];
    for (const service of services) {
      const client = of(service);
      const tables = [];
      mkdirSync(join(folder, service), { recursive: true });
      for (const table of await tablesOf(client)) {
        const file = join(service, `${table.name.replaceAll('"', '')}.copy.gz`);
        const rows = `select ${table.columns.join(', ')} from ${table.name}`;
        const source = client.query(copyTo(`copy (${rows}) to stdout`));
        await pipeline(source, createGzip(), createWriteStream(join(folder, file)));
        tables.push({ ...table, file });
      }
      databases[service] = {
        migrations: await versionOf(client),
        sequences: await sequencesOf(client),
        tables,
      };
      say(`${service}: ${tables.length} tables`);
    }
    const contents: Contents = { format: 1, takenAt, databases };
    // Written last: a folder without it is no backup.
    writeFileSync(join(folder, 'backup.json'), `${JSON.stringify(contents, null, 2)}\n`);
    say(`backed up as of ${takenAt}`);
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => {})));
  }
}

/**
 * Puts a backup into databases that are empty, which it makes where they are missing, and has every fact of the last
 * week sent again, since NATS may have lost them. The services must not run meanwhile.
 * @throws Refused when there are data already, or the backup is of another version
 */
export async function restore(place: Place, folder: string, say: (line: string) => void): Promise<void> {
  const { databases, takenAt } = contentsOf(folder);
  for (const service of services) {
    if (place.serverUrl) await provision(place.serverUrl, service, place.secret);
    await runMode(place, service, ['migrate'], () => {});
    await withClient(place.databaseOf(service, 'owner'), async (client) => {
      await openEveryRow(client);
      await client.query('begin');
      const { migrations, tables, sequences } = databases[service];
      mustBeOfOneVersion(service, migrations, await versionOf(client));
      await mustBeEmpty(service, client, tables);
      const putBack = await withoutReferences(client);
      const forceAgain = await withoutForcedSecurity(client);
      const triggersAgain = await withoutTriggers(client, tables);
      // What migrations put in is in the backup too.
      for (const { name } of tables) await client.query(`delete from ${name}`);
      for (const { name, columns, file } of tables) {
        const target = client.query(copyFrom(`copy ${name} (${columns.join(', ')}) from stdin`));
        await pipeline(createReadStream(join(folder, file)), createGunzip(), target);
      }
      await putBack();
      await forceAgain();
      await triggersAgain();
      await continueNumbers(client);
      for (const { name, value } of sequences) {
        await client.query(
          `select setval($1::regclass, greatest($2::bigint, (select last_value from ${name})))`,
          [name, value],
        );
      }
      await sendAgain(client);
      await client.query('commit');
    });
    say(`${service}: restored`);
  }
  say(`as things stood at ${takenAt}; start the services, and facts that were under way go out again`);
}

/** Other services' inboxes drop what they had; what was in NATS alone is not lost. */
async function sendAgain(client: pg.Client): Promise<void> {
  await client.query('update outbox set sent_at = null, replays = replays + 1 where sent_at is not null');
  // Who worked on a job then does not work on it now.
  await client.query('update graphile_worker._private_jobs set locked_at = null, locked_by = null');
  await client.query('update graphile_worker._private_job_queues set locked_at = null, locked_by = null');
}

function contentsOf(folder: string): Contents {
  let contents: Contents;
  try {
    contents = JSON.parse(readFileSync(join(folder, 'backup.json'), 'utf8')) as Contents;
  } catch {
    throw new Refused(`${folder} holds no whole backup: backup.json is missing or broken.`);
  }
  if (contents.format !== 1) throw new Refused(`${folder} is of a format this version does not know.`);
  return contents;
}

function mustBeOfOneVersion(service: string, saved: string[], here: string[]): void {
  const differ = [
    ...saved.filter((name) => !here.includes(name)),
    ...here.filter((name) => !saved.includes(name)),
  ];
  if (!differ.length) return;
  throw new Refused(
    `The backup's ${service} has other tables than this version (${differ.join(', ')}): restore it with the version ` +
      'that made it, then upgrade.',
  );
}

async function mustBeEmpty(service: string, client: pg.Client, tables: readonly Table[]): Promise<void> {
  const facts = tables.find(({ name }) => name === 'public.outbox');
  const { rows } = await client.query<{ there: boolean }>(
    'select exists (select from public.outbox) as there',
  );
  if (facts && rows[0]!.there) {
    throw new Refused(
      `The database of ${service} holds data already; restore into a new server or drop it first.`,
    );
  }
}

async function sequencesOf(client: pg.Client): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as value
     from pg_sequences where last_value is not null order by 1`,
  );
  return rows;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'carrel backup' });
  client.on('error', () => {});
  await client.connect();
  await openEveryRow(client);
  return client;
}

/** Tables keyed by one library show nothing to whoever names none (B29); a backup is for all of them. */
async function openEveryRow(client: pg.Client): Promise<void> {
  await client.query(`select set_config('carrel.library', 'every', false)`);
}
