import { nextMomentOf, openingsFrom } from '@carrel/kernel';

/** By the clock on the wall, `HH:MM`, up to 24:00; over midnight where it ends before it begins. */
interface Span {
  readonly from: string;
  readonly to: string;
}
/** When notices to a library's staff go, by the library's clock. */
export interface NoticeTimes {
  readonly digestAt: string | null;
  readonly quietHours: Span | null;
  /** Dates with quiet hours of their own, all day on a holiday. */
  readonly exceptions?: readonly { readonly date: string; readonly quiet: readonly Span[] }[];
}

// Two weeks closed are usual.
const daysAhead = 40;

/** The first moment from `at` on outside of quiet hours; a span that begins as it ends is no span. */
export function afterQuiet({ quietHours, exceptions = [] }: NoticeTimes, timeZone: string, at: Date): Date {
  if (!quietHours && !exceptions.length) return at;
  const schedule = {
    weekly: everyDay.flatMap((day) =>
      hoursOf(quietHours ? [quietHours] : []).map((hours) => ({ day, ...hours })),
    ),
    exceptions: exceptions.map(({ date, quiet }) => ({ date, hours: hoursOf(quiet) })),
  };
  let moment = at;
  for (const { from, to } of openingsFrom(timeZone, schedule, at, daysAhead))
    if (from <= moment && moment < to) moment = to;
  return moment;
}

/** When a notice may go that has come now: at once, with the day's digest, and never in quiet hours. */
export function timeFor(times: NoticeTimes, digest: boolean, timeZone: string, now: Date): Date {
  const at = digest && times.digestAt ? nextMomentOf(timeZone, times.digestAt, now) : now;
  return afterQuiet(times, timeZone, at);
}

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const hoursOf = (spans: readonly Span[]) =>
  spans.filter(({ from, to }) => from !== to).map(({ from, to }) => ({ opens: from, closes: to }));
