/** The rungs of libraries asked for cover, one after the other (R91). */
export const rungs = ['same-day', 'rota', 'coordinators'] as const;
export type Rung = (typeof rungs)[number];

/** How long each of the first two rungs may take at most, in hours (setting `rota-times`). */
export interface RungTimes {
  readonly sameDayHours: number;
  readonly rotaHours: number;
}
const hourMs = 3_600_000;

/**
 * When each rung is asked: the later ones wait for the hours of those before, but no longer than a third of the time
 * that is left until the duty begins.
 */
export function rungStarts(askedAt: Date, from: Date, times: RungTimes): Record<Rung, Date> {
  const third = Math.max(0, (from.getTime() - askedAt.getTime()) / 3);
  const first = Math.min(times.sameDayHours * hourMs, third);
  const second = Math.min(times.rotaHours * hourMs, third);
  return {
    'same-day': askedAt,
    rota: new Date(askedAt.getTime() + first),
    coordinators: new Date(askedAt.getTime() + first + second),
  };
}

export function rungAt(starts: Record<Rung, Date>, now: Date): Rung {
  return [...rungs].reverse().find((rung) => now >= starts[rung]) ?? 'same-day';
}

/** The rung each library stands on: those of the same day, others of the rota and substitutes, everybody else. */
export function rungOf(
  institutionId: string,
  around: { readonly sameDay: ReadonlySet<string>; readonly ofRota: ReadonlySet<string> },
): Rung {
  if (around.sameDay.has(institutionId)) return 'same-day';
  return around.ofRota.has(institutionId) ? 'rota' : 'coordinators';
}

/** Whether a library on `own` may take what is now asked on `asked`. */
export const reaches = (asked: Rung, own: Rung): boolean => rungs.indexOf(own) <= rungs.indexOf(asked);
