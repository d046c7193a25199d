import { chatBounds, timesOf, type Times } from './times.js';

/** What numbers about chats may be broken down by. */
export const chatGroupings = [
  ...(['day', 'week', 'month', 'hour', 'weekday', 'weekday-hour', 'library', 'librarian'] as const),
] as const;
export type ChatGrouping = (typeof chatGroupings)[number];

/** One count: of these chats, at this key, so many have the value, which is a bucket of times or a reason. */
export interface ChatCount {
  readonly key: string;
  readonly dimension: string;
  readonly value: string;
  readonly count: number;
}

export interface ChatNumbers {
  readonly requested: number;
  readonly accepted: number;
  /** Requests that nobody served, by reason: `abandoned`, why they were dismissed, `lost-call`. */
  readonly missed: Readonly<Record<string, number>>;
  /** Until a librarian accepted; until the patron gave up; until the first line of a librarian; the whole chat. */
  readonly waiting: Times;
  readonly abandonedAfter: Times;
  readonly firstResponse: Times;
  readonly length: Times;
}

/** Dimensions of a report and those of a librarian's own part in it. */
export const numbersOfChats = [
  ...(['chat-requested', 'chat-missed', 'chat-waited', 'chat-abandoned'] as const),
  ...(['chat-first-response', 'chat-length'] as const),
] as const;
export const numbersOfLibrarians = [
  'librarian-waited',
  'librarian-first-response',
  'librarian-length',
] as const;

/** The numbers that such counts make. */
export function chatNumbersOf(counts: readonly ChatCount[]): ChatNumbers {
  const of = (...dimensions: string[]) => counts.filter(({ dimension }) => dimensions.includes(dimension));
  const times = (...dimensions: string[]) => {
    const buckets = new Map<number, number>();
    for (const { value, count } of of(...dimensions))
      buckets.set(Number(value), (buckets.get(Number(value)) ?? 0) + count);
    return timesOf(buckets, chatBounds);
  };
  const waiting = times('chat-waited', 'librarian-waited');
  const missed: Record<string, number> = {};
  for (const { value, count } of of('chat-missed')) missed[value] = (missed[value] ?? 0) + count;
  return {
    requested: of('chat-requested').reduce((sum, { count }) => sum + count, 0),
    accepted: waiting.count,
    missed,
    waiting,
    abandonedAfter: times('chat-abandoned'),
    firstResponse: times('chat-first-response', 'librarian-first-response'),
    length: times('chat-length', 'librarian-length'),
  };
}

/** The same for each key, in the order of keys. */
export function chatNumbersByKey(counts: readonly ChatCount[]): Map<string, ChatNumbers> {
  const byKey = new Map<string, ChatCount[]>();
  for (const one of counts) byKey.set(one.key, [...(byKey.get(one.key) ?? []), one]);
  return new Map(
    [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, own]) => [key, chatNumbersOf(own)]),
  );
}
