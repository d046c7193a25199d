/** A line through the second half of a series, which distinguishes what grows from what only goes up and down. */
export interface Trend {
  readonly perHour: number;
  /** Standard error of `perHour`. */
  readonly error: number;
  readonly from: number;
  readonly to: number;
  readonly grows: boolean;
}

export interface Point {
  readonly minute: number;
  readonly value: number;
}

/**
 * @param allowedPerHour what may be added in an hour; less is never called growing
 * @param floors memory rises until it is collected: only the lowest of each few points counts
 * @returns undefined where there are too few points
 */
export function trendOf(
  points: readonly Point[],
  allowedPerHour: number,
  { floors = false } = {},
): Trend | undefined {
  const half = points.slice(Math.floor(points.length / 2));
  const counted = floors ? lowestOfEach(half, Math.max(1, Math.floor(half.length / 10))) : half;
  if (counted.length < 3) return undefined;
  const mean = (of: (point: Point) => number) =>
    counted.reduce((sum, one) => sum + of(one), 0) / counted.length;
  const [minute, value] = [mean((one) => one.minute), mean((one) => one.value)];
  const spread = counted.reduce((sum, one) => sum + (one.minute - minute) ** 2, 0);
  const slope = counted.reduce((sum, one) => sum + (one.minute - minute) * (one.value - value), 0) / spread;
  const left = counted.reduce(
    (sum, one) => sum + (one.value - value - slope * (one.minute - minute)) ** 2,
    0,
  );
  const [perHour, error] = [60 * slope, 60 * Math.sqrt(left / (counted.length - 2) / spread)];
  const at = (one: Point) => value + slope * (one.minute - minute);
  return {
    ...{ perHour, error, from: at(counted[0]!), to: at(counted.at(-1)!) },
    grows: perHour > allowedPerHour && perHour > 3 * error,
  };
}

function lowestOfEach(points: readonly Point[], few: number): Point[] {
  const found: Point[] = [];
  for (let n = 0; n + few <= points.length; n += few) {
    const these = points.slice(n, n + few);
    found.push(these.reduce((low, one) => (one.value < low.value ? one : low)));
  }
  return found;
}
