import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inWords } from '../stack/refused.js';
import { backUp } from './backup.js';
import type { Place } from './place.js';

/** When backups are made, and how many stay. */
export interface Nightly {
  /** Hours and minutes of the day, in this process's time zone. */
  at: readonly [hours: number, minutes: number];
  /** The youngest so many whole backups stay; older ones are deleted. */
  keep: number;
}

/**
 * Makes a backup every day at the given time until `signal` aborts, each in a folder of its time below `folder`. One that
 * fails is said and tried again after ten minutes; what it had written so far is taken away.
 */
export async function backUpNightly(
  place: Place,
  folder: string,
  { at, keep }: Nightly,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let due = nextAt(at, new Date());
  while (!signal.aborted) {
    say(`the next backup is at ${due.toISOString()}`);
    await sleep(Math.max(0, due.getTime() - Date.now()), undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    try {
      await backUpNow(place, folder, keep, say);
      due = nextAt(at, new Date());
    } catch (error) {
      say(`the backup failed: ${inWords(error, '')}`);
      due = new Date(Date.now() + 600_000);
    }
  }
}

/** One backup in a folder of its time below `folder`; those beyond `keep` go once it is whole. */
export async function backUpNow(
  place: Place,
  folder: string,
  keep: number,
  say: (line: string) => void,
): Promise<string> {
  const name = new Date().toISOString().replaceAll(':', '-').slice(0, 19);
  const unfinished = join(folder, `${name}.unfinished`);
  try {
    await backUp(place, unfinished, say);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
  const whole = join(folder, name);
  renameSync(unfinished, whole);
  for (const old of backupsIn(folder).slice(0, -keep)) {
    rmSync(join(folder, old), { recursive: true, force: true });
    say(`${old} is deleted: ${keep} are kept`);
  }
  say(`the backup is in ${whole}`);
  return whole;
}

/** The whole backups in a folder, oldest first. Nothing else there is ever touched. */
export function backupsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter(
      (name) =>
        /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d$/.test(name) && existsSync(join(folder, name, 'backup.json')),
    )
    .sort();
}

/** The next time that the clock of this time zone shows `at`, after `now`. */
export function nextAt([hours, minutes]: Nightly['at'], now: Date): Date {
  const next = new Date(now);
  next.setHours(hours, minutes, 0, 0);
  if (next <= now) next.setDate(next.getDate() + 1);
  return next;
}
