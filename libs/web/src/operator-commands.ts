import type { INestApplicationContext } from '@nestjs/common';
import { DeadLetters, openMessaging, replaySince } from '@carrel/messaging';
import { DataSource } from 'typeorm';
import { CannotBeDone, UsageError } from './config.js';
import type { ServiceDefinition } from './create-service.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** What operators ask of any service: `node main.js <mode> [arguments]`. The `carrel` command calls them one by one. */
export const operatorCommands: NonNullable<ServiceDefinition['commands']> = {
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
