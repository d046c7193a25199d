import { openingsFrom, type ExceptionalDay, type WeeklyHours } from '@carrel/kernel';

/** When a library may be reminded, by its own clock; dates with hours of their own, none on a holiday. */
export interface ReminderHours {
  readonly intervals: readonly WeeklyHours[];
  readonly exceptions?: readonly ExceptionalDay[];
}

// Two weeks closed are usual; a library without opening hours within them is reminded at once.
const daysAhead = 30;

/** The first moment from `at` on at which the library may be reminded (A6, F24); at once when it has no hours. */
export function firstMoment({ intervals, exceptions = [] }: ReminderHours, timeZone: string, at: Date): Date {
  const openings = openingsFrom(timeZone, { weekly: intervals, exceptions }, at, daysAhead);
  const open = openings.find(({ to }) => to > at);
  return open && open.from > at ? open.from : at;
}
