import { momentOf, wallClock } from './wall-clock.js';

/** Open every week on this day, in the zone's local time; over midnight when it closes before it opens. */
export interface Interval {
  /** 1 is Monday, 7 Sunday (ISO 8601). */
  day: number;
  /** HH:MM */
  opens: string;
  /** HH:MM, up to 24:00 */
  closes: string;
}

/** When a queue is answered. A queue without hours is always open. */
export interface OpeningHours {
  /** IANA name */
  timeZone: string;
  intervals: Interval[];
}

const dayMs = 86_400_000;

export function isOpenAt(hours: OpeningHours | null, now: Date): boolean {
  return hours === null || spans(hours, now).some(({ from, to }) => from <= now && now < to);
}

/** When it opens next, within eight days; null for one that is open, or never opens. */
export function nextOpening(hours: OpeningHours | null, now: Date): Date | null {
  if (isOpenAt(hours, now)) return null;
  const openings = hours === null ? [] : spans(hours, now).map(({ from }) => from.getTime());
  const next = Math.min(...openings.filter((at) => at > now.getTime()));
  return Number.isFinite(next) ? new Date(next) : null;
}

/** Every time it is open from yesterday on, day by day in local time, whatever the clocks are put to between. */
function spans({ timeZone, intervals }: OpeningHours, now: Date): { from: Date; to: Date }[] {
  const today = Math.floor(wallClock(timeZone, now).getTime() / dayMs) * dayMs;
  const days = [-1, 0, 1, 2, 3, 4, 5, 6, 7].map((n) => today + n * dayMs);
  return days.flatMap((day) =>
    intervals
      .filter((interval) => interval.day === (new Date(day).getUTCDay() || 7))
      .map(({ opens, closes }) => {
        const overnight = msOf(closes) <= msOf(opens) ? dayMs : 0;
        return {
          from: momentOf(timeZone, new Date(day + msOf(opens))),
          to: momentOf(timeZone, new Date(day + overnight + msOf(closes))),
        };
      }),
  );
}

function msOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}
