/** What a number may be broken down by. */
export const groupings = [
  ...['resolution', 'source', 'code', 'topic', 'read', 'librarian', 'library', 'day', 'month'],
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

const longest = 5 * 366 * 86_400_000;

/** Whether these days are a period that can be counted. */
export function isPeriod({ from, to }: Pick<Period, 'from' | 'to'>): boolean {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  return last >= first && last - first <= longest;
}
