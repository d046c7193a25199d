import { Temporal } from 'temporal-polyfill';

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
  const here = Temporal.Instant.fromEpochMilliseconds(+now).toZonedDateTimeISO(timeZone);
  const today = here.toPlainDate();
  const start = every === 'week' ? today.subtract({ days: today.dayOfWeek - 1 }) : today.with({ day: 1 });
  const ready = start.toZonedDateTime({ timeZone, plainTime: mailedAt });
  if (Temporal.ZonedDateTime.compare(here, ready) < 0) return undefined;
  const to = start.subtract({ days: 1 });
  const from = every === 'week' ? start.subtract({ days: 7 }) : to.with({ day: 1 });
  return { from: from.toString(), to: to.toString() };
}
