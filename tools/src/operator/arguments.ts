import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { BadArgument } from '../stack/refused.js';

/** Data that can be rebuilt, and the service that owns it. */
export const projections = {
  directory: 'admin',
  statistics: 'questions',
  search: 'questions',
} as const;

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export function id(text: string): string {
  if (!uuid.test(text)) throw new InvalidArgumentError('It is no id.');
  return text.toLowerCase();
}

export const ids = (text: string, before: string[] = []): string[] => [...before, id(text)];

export function address(text: string): string {
  if (!/^[^\s@<>"]+@[^\s@<>".]+(\.[^\s@<>".]+)*$/.test(text)) {
    throw new InvalidArgumentError('It is no e-mail address.');
  }
  return text;
}

/** A moment with its date and time written out: `Date` itself would take "1" for a year. */
export function pastTime(text: string): string {
  const time = Date.parse(text);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(time)) {
    throw new InvalidArgumentError('A time is written like 2026-01-31T12:00:00Z.');
  }
  if (time > Date.now()) throw new InvalidArgumentError('That is yet to come.');
  return text;
}

/** A time of the day, such as 02:30. */
export function timeOfDay(text: string): [hours: number, minutes: number] {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (!hours || !minutes) throw new InvalidArgumentError('A time of the day is written like 02:30.');
  return [Number(hours), Number(minutes)];
}

/** A whole number from 1 on. */
export function count(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It is no number from 1 on.');
  return Number(text);
}

/** Dead letters are named one by one, or all of a service; never both, never none. */
export function chosen(named: readonly string[], all: boolean | undefined): string[] {
  if (named.length && all) throw new BadArgument('Name ids or --all, not both.');
  if (!named.length && !all) throw new BadArgument('Which? Name the ids that list shows, or --all.');
  return all ? ['--all'] : [...named];
}

/** A backup never goes over another. */
export function freshFolder(folder: string): string {
  if (existsSync(join(folder, 'backup.json'))) throw new InvalidArgumentError('It holds a backup already.');
  return folder;
}

export function backupFolder(folder: string): string {
  if (!existsSync(join(folder, 'backup.json'))) {
    throw new InvalidArgumentError('It holds no whole backup: backup.json is missing.');
  }
  return folder;
}
