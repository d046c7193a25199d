import { Temporal } from 'temporal-polyfill';

const dayMs = 86_400_000;
// What the calendar said, kept since many callers ask for the same days.
const mostKnown = 10_000;
const known = new Map<string, { start: number; even: boolean }>();
const dayOf = new Map<string, Day>();

/** A day of the calendar, `YYYY-MM-DD`. */
export type Day = string;

/** Open on this day of every week, by the clock on the wall; until the next day when it closes before it opens. */
export interface WeeklyHours {
  /** 1 is Monday, 7 Sunday (ISO 8601). */
  readonly day: number;
  /** `HH:MM` */
  readonly opens: string;
  /** `HH:MM`, up to 24:00 */
  readonly closes: string;
}
/** A day with hours of its own instead of the week's: none, and it is closed. */
export interface ExceptionalDay {
  readonly date: Day;
  readonly hours: readonly Omit<WeeklyHours, 'day'>[];
}
export interface Schedule {
  readonly weekly: readonly WeeklyHours[];
  readonly exceptions: readonly ExceptionalDay[];
}

const zoneName = /^[A-Z][A-Za-z0-9_+-]*(\/[A-Z][A-Za-z0-9_+-]*)*$/;
// Read by this runtime, and no zones of the files that PostgreSQL reads.
const notInZoneFiles =
  /^(ACT|AET|AGT|ART|AST|BET|BST|CAT|CNT|CST|CTT|EAT|ECT|IET|IST|JST|MIT|NET|NST|PLT|PNT|PRT|PST|SST|VST)$|^SystemV\//;

/** Whether it is the name of a zone of the IANA database, as PostgreSQL knows it too. */
export function isTimeZone(name: string): boolean {
  try {
    return (
      zoneName.test(name) && !notInZoneFiles.test(name) && !!new Intl.DateTimeFormat('en', { timeZone: name })
    );
  } catch {
    return false;
  }
}

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
  const found = dayOf.get(key) ?? zonedAt(timeZone, at).toPlainDate().toString();
  if (dayOf.size >= mostKnown) dayOf.clear();
  dayOf.set(key, found);
  return found;
}
const zonedAt = (timeZone: string, at: Date) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);

/** How far the clocks of a time zone are from UTC at this moment, as `+01:00`. */
export const offsetAt = (timeZone: string, at: Date): string => zonedAt(timeZone, at).offset;

/** So many days later. */
export const dayAfter = (day: Day, days = 1): Day =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

/** 1 is Monday, 7 Sunday (ISO 8601). */
export const weekdayOf = (day: Day): number => new Date(day).getUTCDay() || 7;

/** Minutes after midnight of `HH:MM`, up to 24:00. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/**
 * The moment at which a clock on the wall there shows so many minutes after midnight of the day, up to the end of the
 * next one. A time that comes twice is its first; one that the clock skips is the moment it skips it, so that hours
 * that touch go on touching, and none ends before it begins.
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

/** The first moment from `from` on at which the clock there shows this time. */
export function nextMomentOf(timeZone: string, time: string, from: Date): Date {
  const today = dayAt(timeZone, from);
  const moments = [0, 1, 2].map((days) => momentOf(timeZone, dayAfter(today, days), minutesOf(time)));
  return moments.find((at) => at >= from)!;
}

/** When it is open from the day before `now` on, for so many days, in order; an exception replaces its whole day. */
export function openingsFrom(
  timeZone: string,
  { weekly, exceptions }: Schedule,
  now: Date,
  days: number,
): { from: Date; to: Date }[] {
  const today = dayAt(timeZone, now);
  const spans = Array.from({ length: days + 2 }, (_, n) => dayAfter(today, n - 1)).flatMap((day) => {
    const exception = exceptions.find(({ date }) => date === day);
    const hours = exception?.hours ?? weekly.filter((one) => one.day === weekdayOf(day));
    return hours.map(({ opens, closes }) => {
      const overnight = minutesOf(closes) <= minutesOf(opens) ? 1440 : 0;
      return {
        from: momentOf(timeZone, day, minutesOf(opens)),
        to: momentOf(timeZone, day, overnight + minutesOf(closes)),
      };
    });
  });
  return spans
    .filter(({ from, to }) => from < to)
    .sort((one, other) => one.from.getTime() - other.from.getTime());
}
