import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { CannotBeDone, UsageError } from '../config.js';
import { rebuildKinds, REBUILDERS, Rebuilds, type Rebuilders } from './rebuilds.js';

/**
 * `node main.js rebuild <kind>`: makes it anew and waits for the end, whether or not the service runs; one that runs
 * already is gone on with.
 * @param words what is said in the end, after how many there were
 */
export async function rebuild(
  app: INestApplicationContext,
  [what = '']: string[],
  words: Readonly<Record<string, (done: number) => string>>,
): Promise<void> {
  const known = app.get<Rebuilders>(REBUILDERS, { strict: false });
  const kind = rebuildKinds.find((one) => one === what && known.has(one));
  if (!kind) throw new UsageError(`rebuild takes ${[...known.keys()].join(', ')}`);
  const rebuilds = app.get(Rebuilds, { strict: false });
  let now = await rebuilds.join(kind);
  while (now.status === 'running') {
    if (now.failure) await sleep(1_000);
    now = await rebuilds.goOn(now.id);
  }
  if (now.status === 'failed') throw new CannotBeDone(now.failure!);
  if (now.status === 'cancelled')
    throw new CannotBeDone(`it was cancelled after ${now.done} of ${now.total}`);
  process.stdout.write(`${words[kind]!(now.done)}\n`);
}
