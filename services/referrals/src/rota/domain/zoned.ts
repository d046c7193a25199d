import { Temporal } from 'temporal-polyfill';

const dayMs = 86_400_000;
// What the calendar said, kept since many slots ask for the same days.
const mostKnown = 10_000;
const known = new Map<string, { start: number; even: boolean }>();
const dayOf = new Map<string, Day>();

/** A day of the calendar, `YYYY-MM-DD`. */
export type Day = string;

/** Whether it is a day that the calendar has. */
export function isDay(text: string): boolean {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/** The day it is there at that moment. */
export function dayAt(timeZone: string, at: Date): Day {
  const key = `${timeZone} ${at.getTime()}`;
  const found = dayOf.get(key) ?? plainDayAt(timeZone, at);
  if (dayOf.size >= mostKnown) dayOf.clear();
  dayOf.set(key, found);
  return found;
}
const plainDayAt = (timeZone: string, at: Date): Day =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();

export const dayAfter = (day: Day, days = 1): Day =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

/** 1 is Monday, 7 Sunday (ISO 8601). */
export const weekdayOf = (day: Day): number => new Date(day).getUTCDay() || 7;

/**
 * The moment at which a clock on the wall there shows so many minutes after midnight of the day, up to the end of the
 * next one. A time that comes twice is its first; one that the clock skips is the moment it skips it, so that blocks
 * that touch go on touching.
 */
export function momentOf(timeZone: string, day: Day, minutes: number): Date {
  const { start, even } = lengthsFrom(timeZone, day);
  if (even) return new Date(start + minutes * 60_000);
  const wall = Temporal.PlainDate.from(day)
    .toPlainDateTime()
    .add({ days: Math.floor(minutes / 1440), minutes: minutes % 1440 });
  const at = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const skipped = !at.toPlainDateTime().equals(wall);
  const change = skipped ? at.getTimeZoneTransition('next') : null;
  return new Date((change ?? at).epochMilliseconds);
}

/** When the day begins there, and whether it and the next have their 24 hours: then minutes need no calendar. */
function lengthsFrom(timeZone: string, day: Day): { start: number; even: boolean } {
  const key = `${timeZone} ${day}`;
  const found = known.get(key);
  if (found) return found;
  const starts = [0, 1, 2].map(
    (days) => Temporal.PlainDate.from(day).add({ days }).toZonedDateTime(timeZone).epochMilliseconds,
  );
  const even = starts[1]! - starts[0]! === dayMs && starts[2]! - starts[1]! === dayMs;
  if (known.size >= mostKnown) known.clear();
  known.set(key, { start: starts[0]!, even });
  return { start: starts[0]!, even };
}

/** Minutes after midnight of `HH:MM`, up to 24:00. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
