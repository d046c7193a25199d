import { Temporal } from 'temporal-polyfill';

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
export const dayAt = (timeZone: string, at: Date): Day =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();

export const dayAfter = (day: Day, days = 1): Day => Temporal.PlainDate.from(day).add({ days }).toString();

/** 1 is Monday, 7 Sunday (ISO 8601). */
export const weekdayOf = (day: Day): number => Temporal.PlainDate.from(day).dayOfWeek;

/**
 * The moment at which a clock on the wall there shows so many minutes after midnight of the day. A time that comes
 * twice is its first; one that the clock skips is the moment it skips it, so that blocks that touch go on touching.
 */
export function momentOf(timeZone: string, day: Day, minutes: number): Date {
  const wall = Temporal.PlainDate.from(day)
    .toPlainDateTime()
    .add({ days: Math.floor(minutes / 1440), minutes: minutes % 1440 });
  const at = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const skipped = !at.toPlainDateTime().equals(wall);
  const change = skipped ? at.getTimeZoneTransition('next') : null;
  return new Date((change ?? at).epochMilliseconds);
}

/** Minutes after midnight of `HH:MM`, up to 24:00. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
