import { dayAfter, dayAt, minutesOf, momentOf, weekdayOf } from '@carrel/kernel';

/** Days by the calendar of a time zone, both included. */
export interface ReportPeriod {
  readonly from: string;
  readonly to: string;
}

/** A report that was mailed: of which days, when, and to how many. */
export interface MailedReport extends ReportPeriod {
  readonly id: string;
  readonly mailedAt: Date;
  readonly recipients: number;
}

/** Reports are there when people begin to work. */
const mailedAt = '06:00';

/**
 * The last whole week, from Monday to Sunday, or month by the owner's clock; none in the few hours after its end before
 * reports are mailed.
 */
export function periodToReport(
  every: 'week' | 'month',
  timeZone: string,
  now: Date,
): ReportPeriod | undefined {
  const today = dayAt(timeZone, now);
  const start = every === 'week' ? dayAfter(today, 1 - weekdayOf(today)) : firstOf(today);
  if (now < momentOf(timeZone, start, minutesOf(mailedAt))) return undefined;
  const to = dayAfter(start, -1);
  return { from: every === 'week' ? dayAfter(start, -7) : firstOf(to), to };
}

const firstOf = (day: string): string => `${day.slice(0, 8)}01`;
