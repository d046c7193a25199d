/** What a number may be broken down by. */
export const groupings = [
  ...['resolution', 'source', 'code', 'topic', 'read', 'librarian', 'library', 'day', 'month'],
  ...['hour', 'weekday', 'weekday-hour'],
  ...['given-chat', 'given-answer', 'received-chat', 'received-answer', 'transfer'],
] as const;
export type Grouping =
  | 'resolution'
  | 'source'
  | 'code'
  | 'topic'
  | 'read'
  | 'librarian'
  | 'library'
  | 'day'
  | 'month'
  | 'hour'
  | 'weekday'
  | 'weekday-hour'
  | 'given-chat'
  | 'given-answer'
  | 'received-chat'
  | 'received-answer'
  | 'transfer';

/** Days by the calendar of a time zone, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

/** The same as instants, with the whole UTC days in between, which are counted already. */
export interface Span {
  readonly from: string;
  readonly to: string;
  readonly firstDay: string;
  readonly afterLastDay: string;
}

/** Questions given to another library and received from it: chats, and answers to follow-up. */
export interface Exchange {
  readonly institutionId: string;
  readonly given: { readonly chats: number; readonly answers: number };
  readonly received: { readonly chats: number; readonly answers: number };
}

/** Parts of a calendar and how PostgreSQL writes them; weekdays are those of ISO 8601, 1 is Monday. */
export const calendar = {
  day: 'YYYY-MM-DD',
  month: 'YYYY-MM',
  hour: 'HH24',
  weekday: 'ID',
  'weekday-hour': 'ID-HH24',
} as const;
export type CalendarUnit = keyof typeof calendar;
export const isOfCalendar = (by: string): by is CalendarUnit => Object.hasOwn(calendar, by);

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
