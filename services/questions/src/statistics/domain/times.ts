const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Upper bounds, in seconds, of the buckets that response and completion times are counted in; the last is open. */
export const bounds = [
  ...[5 * minute, 15 * minute, 30 * minute],
  ...[1, 2, 4, 8, 12].map((n) => n * hour),
  ...[1, 1.5, 2, 3, 4, 5, 7, 14, 30].map((n) => n * day),
] as const;

/** Those of chats: how long a patron waited, until a librarian's first line, and how long the chat was. */
export const chatBounds = [
  ...[10, 20, 30, 45, 60, 90],
  ...[2, 3, 5, 7.5, 10, 15, 20, 30, 45, 60, 90, 120].map((n) => n * minute),
] as const;

export interface Times {
  /** Questions with such a time. */
  readonly count: number;
  /** Seconds, read between a bucket's bounds; null when nothing was counted. */
  readonly median: number | null;
  readonly p90: number | null;
  readonly buckets: readonly { upToSeconds: number | null; count: number }[];
}

/** Counts by bucket, 0 for the first, as times. */
export function timesOf(counts: ReadonlyMap<number, number>, upTo: readonly number[] = bounds): Times {
  const buckets = [...upTo, null].map((upToSeconds, n) => ({ upToSeconds, count: counts.get(n) ?? 0 }));
  const count = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  return { count, median: at(0.5, buckets, count), p90: at(0.9, buckets, count), buckets };
}

/** The time under which this part of all lies; within a bucket times are taken as evenly spread. */
function at(part: number, buckets: Times['buckets'], count: number): number | null {
  let left = part * count;
  let from = 0;
  for (const { upToSeconds, count: here } of buckets) {
    if (here > 0 && left <= here) {
      // The last bucket is open: all that is known of it is where it begins.
      return Math.round(upToSeconds === null ? from : from + ((upToSeconds - from) * left) / here);
    }
    left -= here;
    from = upToSeconds ?? from;
  }
  return null;
}
