/** One stretch of a week by the library's clock; day 1 is Monday, `closes` may be 24:00. */
export interface Interval {
  readonly day: number;
  readonly opens: string;
  readonly closes: string;
}
interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}
const dayMs = 86_400_000;

/** The first moment from `at` on at which the library may be reminded (A6, F24); at once when it has no hours. */
export function firstMoment(intervals: readonly Interval[], timeZone: string, at: Date): Date {
  const today = dayAt(at, timeZone);
  for (let ahead = 0; ahead <= 7; ahead++) {
    const day = plus(today, ahead);
    const open = intervals
      .filter((one) => one.day === weekday(day))
      .map(({ opens, closes }) => [momentOf(day, opens, timeZone), momentOf(day, closes, timeZone)] as const)
      .sort(([a], [b]) => a - b)
      .find(([, end]) => end > at.getTime());
    if (open) return new Date(Math.max(open[0], at.getTime()));
  }
  return at;
}

const utcOf = ({ year, month, day }: Day): number => Date.UTC(year, month - 1, day);
const plus = (from: Day, days: number): Day => dayAt(new Date(utcOf(from) + days * dayMs), 'UTC');
const weekday = (day: Day): number => new Date(utcOf(day)).getUTCDay() || 7;

/** A wall clock reading as an instant; one that a clock change skips is read with the offset before it. */
function momentOf(day: Day, time: string, timeZone: string): number {
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  const wall = utcOf(day) + (hour * 60 + minute) * 60_000;
  const first = wall - offsetAt(wall, timeZone);
  const second = wall - offsetAt(first, timeZone);
  return second + offsetAt(second, timeZone) === wall ? second : Math.max(first, second);
}

function offsetAt(instant: number, timeZone: string): number {
  const whole = Math.floor(instant / 1000) * 1000;
  const p = partsAt(new Date(whole), timeZone);
  return Date.UTC(p.year!, p.month! - 1, p.day, p.hour, p.minute, p.second) - whole;
}

function dayAt(at: Date, timeZone: string): Day {
  const { year, month, day } = partsAt(at, timeZone);
  return { year: year!, month: month!, day: day! };
}

const formats = new Map<string, Intl.DateTimeFormat>();
function partsAt(at: Date, timeZone: string): Record<string, number> {
  let format = formats.get(timeZone);
  if (!format) {
    const two = '2-digit';
    const parts = { year: 'numeric', month: two, day: two, hour: two, minute: two, second: two } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...parts });
    formats.set(timeZone, format);
  }
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
}
