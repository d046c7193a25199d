import { openingsFrom, type ExceptionalDay, type WeeklyHours } from '@carrel/kernel';

/** When a queue is answered. A queue without hours is always open. */
export interface OpeningHours {
  /** IANA name */
  timeZone: string;
  intervals: WeeklyHours[];
  /** Dates with hours of their own instead of the week's; none, and it is closed. */
  exceptions?: ExceptionalDay[];
}

const daysAhead = 60;

export function isOpenAt(hours: OpeningHours | null, now: Date): boolean {
  return hours === null || spans(hours, now).some(({ from, to }) => from <= now && now < to);
}

/** When it opens next, within sixty days; null for one that is open, or never opens. */
export function nextOpening(hours: OpeningHours | null, now: Date): Date | null {
  if (isOpenAt(hours, now)) return null;
  const openings = hours === null ? [] : spans(hours, now).map(({ from }) => from.getTime());
  const next = Math.min(...openings.filter((at) => at > now.getTime()));
  return Number.isFinite(next) ? new Date(next) : null;
}

/** Every time it is open from yesterday on. */
const spans = ({ timeZone, intervals, exceptions = [] }: OpeningHours, now: Date) =>
  openingsFrom(timeZone, { weekly: intervals, exceptions }, now, daysAhead);
