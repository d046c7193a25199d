import type { INestApplicationContext } from '@nestjs/common';
import { DeadLetters, faultOfNats, openMessaging, replaySince } from '@carrel/messaging';
import { DataSource } from 'typeorm';
import { CannotBeDone, serviceConfig, UsageError } from './config.js';
import type { ServiceDefinition } from './create-service.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What operators ask of any service: `node main.js <mode> [arguments]`. The `carrel` command calls them one by one. */
export const operating: NonNullable<ServiceDefinition['commands']> = {
  'dead-letters': async (app, [what = 'list', ...ids]) => {
    if (what === 'list') return list(app);
    if (what === 'requeue') return requeue(app, ids);
    throw new UsageError(`dead-letters ${what} is not known: list, or requeue <id>... or --all`);
  },
  replay: async (app, [since = '']) => {
    const time = new Date(since);
    if (Number.isNaN(time.getTime())) {
      throw new UsageError(`${since || 'nothing'} is not a time like 2026-01-31T12:00:00Z`);
    }
    say(`${await replaySince(app.get(DataSource), time)} events go out again`);
  },
};

async function list(app: INestApplicationContext): Promise<void> {
  const letters = await app.get(DeadLetters).list(1_000);
  for (const { eventId, name, diedAt, attempts, cause } of letters) {
    // The first line of the cause; the whole of it is in the table dead_letters.
    say(`${eventId}  ${name}  ${diedAt.toISOString()}  after ${attempts} tries: ${cause.split('\n')[0]}`);
  }
  if (!letters.length) say('no dead letters');
}

async function requeue(app: INestApplicationContext, ids: string[]): Promise<void> {
  if (!ids.length) throw new UsageError('which: name the ids that list shows, or --all');
  const letters = app.get(DeadLetters);
  await openMessaging(app);
  const chosen = ids.includes('--all') ? (await letters.list(100_000)).map(({ eventId }) => eventId) : ids;
  let missing = 0;
  for (const id of chosen) {
    const found = /^[\da-f-]{36}$/i.test(id) && (await letters.requeue(id));
    if (!found) missing += 1;
    say(found ? `${id} is handled again` : `${id} is no dead letter of this service`);
  }
  if (!chosen.length) say('no dead letters');
  if (missing) throw new CannotBeDone(`${missing} of ${chosen.length} are no dead letters of this service`);
}

/** What is wrong with everything a service needs, a line each; false when something is. */
export async function doctor({ name, dataSource, checks }: ServiceDefinition): Promise<boolean> {
  let well = true;
  const report = (part: string, fault: string | undefined): void => {
    well &&= fault === undefined;
    say(`${fault === undefined ? 'ok   ' : 'FAULT'} ${part}${fault === undefined ? '' : `: ${fault}`}`);
  };
  let config;
  try {
    config = serviceConfig(name);
    report('environment', undefined);
  } catch (error) {
    report('environment', (error as Error).message);
    return false;
  }
  report('NATS', await faultOfNats());
  for (const [part, check] of Object.entries(checks ?? {})) report(part, await check().catch(String));

  const database = new DataSource({ ...dataSource(config.databaseUrl), connectTimeoutMS: 3_000 } as never);
  try {
    await database.initialize();
  } catch (error) {
    report('database', (error as Error).message);
    return false;
  }
  try {
    report('database', undefined);
    const behind = await database.showMigrations().catch(() => true);
    report('tables', behind ? 'the migrations of this version have not run' : undefined);
    if (behind) return false;
    const [row] = await database.query(
      `select (select count(*) from dead_letters where requeued_at is null)::int as dead,
        coalesce((select extract(epoch from clock_timestamp() - stored_at) from outbox
          where sent_at is null order by position limit 1), 0)::int as lag`,
    );
    report('events', row.lag > 60 ? `the oldest waits for ${row.lag} s to be sent` : undefined);
    report('dead letters', row.dead ? `${row.dead}; see dead-letters list` : undefined);
  } finally {
    await database.destroy();
  }
  return well;
}
