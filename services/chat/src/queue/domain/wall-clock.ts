const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether this runtime knows the zone by its IANA name. */
export function isTimeZone(name: string): boolean {
  try {
    return Boolean(formatOf(name));
  } catch {
    return false;
  }
}

/** What a clock on the wall of that zone shows, as if it were UTC: the date and time of day, no offset. */
export function wallClock(timeZone: string, at: Date): Date {
  const parts = formatOf(timeZone).formatToParts(at);
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  return new Date(
    Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')),
  );
}

/**
 * The moment at which that wall clock shows this. A time that the clock shows twice is its first; one that it skips
 * is as much later as the clock is put forward.
 */
export function momentOf(timeZone: string, wall: Date): Date {
  const dayMs = 86_400_000;
  const before = offsetAt(timeZone, new Date(wall.getTime() - dayMs));
  const after = offsetAt(timeZone, new Date(wall.getTime() + dayMs));
  const candidates = [before, after].map((offset) => new Date(wall.getTime() - offset));
  return candidates.find((at) => wallClock(timeZone, at).getTime() === wall.getTime()) ?? candidates[0]!;
}

function offsetAt(timeZone: string, at: Date): number {
  return wallClock(timeZone, at).getTime() - Math.floor(at.getTime() / 1000) * 1000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    const two = '2-digit' as const;
    const parts = { year: 'numeric' as const, month: two, day: two, hour: two, minute: two, second: two };
    format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...parts });
    formats.set(timeZone, format);
  }
  return format;
}
