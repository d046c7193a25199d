/** By the library's clock, `HH:MM`; a span may go over midnight. */
export interface NoticeTimes {
  readonly digestAt: string | null;
  readonly quietHours: { readonly from: string; readonly to: string } | null;
}

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

/** The first moment from `at` on outside of quiet hours; a span that begins as it ends is no span. */
export function afterQuiet({ quietHours }: NoticeTimes, timeZone: string, at: Date): Date {
  if (!quietHours) return at;
  const [from, to] = [minuteOf(quietHours.from), minuteOf(quietHours.to)];
  const clock = minuteAt(at, timeZone);
  const within = from <= to ? clock >= from && clock < to : clock >= from || clock < to;
  return within ? firstAt(to, timeZone, at) : at;
}

/** When a notice may go that has come now: at once, with the day's digest, and never in quiet hours. */
export function timeFor(times: NoticeTimes, digest: boolean, timeZone: string, now: Date): Date {
  const at = digest && times.digestAt ? firstAt(minuteOf(times.digestAt), timeZone, now) : now;
  return afterQuiet(times, timeZone, at);
}

/** The first moment after `from` at which the clock there shows this minute, whatever clock changes lie between. */
function firstAt(minute: number, timeZone: string, from: Date): Date {
  const start = new Date(Math.ceil(from.getTime() / minuteMs) * minuteMs);
  const ahead = (minute - minuteAt(start, timeZone) + dayMinutes) % dayMinutes;
  const guess = new Date(start.getTime() + ahead * minuteMs);
  const missed = minute - minuteAt(guess, timeZone);
  if (missed === 0) return guess;
  // A clock change lies between; a minute that it skips is taken at the first one after.
  const signed = ((missed + dayMinutes + dayMinutes / 2) % dayMinutes) - dayMinutes / 2;
  const moved = new Date(guess.getTime() + signed * minuteMs);
  return moved < start ? guess : moved;
}

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

const formats = new Map<string, Intl.DateTimeFormat>();
function minuteAt(at: Date, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  return minuteOf(format.format(at));
}
