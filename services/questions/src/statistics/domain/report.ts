/** What a number may be broken down by. */
export const groupings = [
  ...['resolution', 'source', 'code', 'topic', 'read', 'librarian', 'library', 'day', 'month'],
  ...['week', 'hour', 'weekday', 'weekday-hour'],
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
  | 'week'
  | 'hour'
  | 'weekday'
  | 'weekday-hour'
  | 'given-chat'
  | 'given-answer'
  | 'received-chat'
  | 'received-answer'
  | 'transfer';

/** The same as instants, with the whole UTC days in between, which are counted already. */
export interface Span {
  readonly from: string;
  readonly to: string;
  readonly firstDay: string;
  readonly afterLastDay: string;
}

/** What one library did for the patrons of another. */
export interface Given {
  readonly giverId: string;
  readonly receiverId: string;
  readonly chats: number;
  readonly answers: number;
}

/** Questions given to another library and received from it: chats, and answers to follow-up. */
export interface Exchange {
  readonly institutionId: string;
  readonly given: { readonly chats: number; readonly answers: number };
  readonly received: { readonly chats: number; readonly answers: number };
}

/** Parts of a calendar and how PostgreSQL writes them; weeks and weekdays are those of ISO 8601, 1 is Monday. */
export const calendar = {
  day: 'YYYY-MM-DD',
  week: 'IYYY-"W"IW',
  month: 'YYYY-MM',
  hour: 'HH24',
  weekday: 'ID',
  'weekday-hour': 'ID-HH24',
} as const;
export type CalendarUnit = keyof typeof calendar;
export const isOfCalendar = (by: string): by is CalendarUnit => Object.hasOwn(calendar, by);
