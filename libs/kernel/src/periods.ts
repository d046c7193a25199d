import { Refusal } from './refusal.js';

/** Days by the calendar of a time zone, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

const dayMs = 86_400_000;
const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The period of equal length that ends on the day before: as many whole months, where it is whole months. */
export function periodBefore({ from, to, timeZone }: Period): Period {
  const [first, next] = [new Date(from), new Date(Date.parse(to) + dayMs)];
  const end = dateOf(+first - dayMs);
  if (first.getUTCDate() === 1 && next.getUTCDate() === 1) {
    const months =
      (next.getUTCFullYear() - first.getUTCFullYear()) * 12 + next.getUTCMonth() - first.getUTCMonth();
    const start = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() - months, 1);
    return { from: dateOf(start), to: end, timeZone };
  }
  return { from: dateOf(+first - (+next - +first)), to: end, timeZone };
}

const longest = 5 * 366 * dayMs;

/** Whether these days are a period that can be counted. */
export function isPeriod({ from, to }: Pick<Period, 'from' | 'to'>): boolean {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  return last >= first && last - first <= longest;
}

export class BadPeriod extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'bad-period';
  constructor() {
    super('A period begins with its first day, ends with its last, and spans at most 5 years.');
  }
}
export class UnknownTimeZone extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'unknown-time-zone';
  constructor() {
    super('A time zone is an IANA name, such as America/Denver.');
  }
}
