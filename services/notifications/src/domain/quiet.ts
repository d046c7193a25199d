import { nextMomentOf, openingsFrom, type WeeklyHours } from '@carrel/kernel';

/** By the library's clock, `HH:MM`; a span may go over midnight. */
export interface NoticeTimes {
  readonly digestAt: string | null;
  readonly quietHours: { readonly from: string; readonly to: string } | null;
}

/** The first moment from `at` on outside of quiet hours; a span that begins as it ends is no span. */
export function afterQuiet({ quietHours }: NoticeTimes, timeZone: string, at: Date): Date {
  if (!quietHours) return at;
  const schedule = { weekly: everyDay(quietHours), exceptions: [] };
  const quiet = openingsFrom(timeZone, schedule, at, 1).find(({ from, to }) => from <= at && at < to);
  return quiet && quietHours.from !== quietHours.to ? quiet.to : at;
}

/** When a notice may go that has come now: at once, with the day's digest, and never in quiet hours. */
export function timeFor(times: NoticeTimes, digest: boolean, timeZone: string, now: Date): Date {
  const at = digest && times.digestAt ? nextMomentOf(timeZone, times.digestAt, now) : now;
  return afterQuiet(times, timeZone, at);
}

const everyDay = ({ from, to }: NonNullable<NoticeTimes['quietHours']>): WeeklyHours[] =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, opens: from, closes: to }));
