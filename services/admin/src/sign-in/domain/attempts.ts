import { TooManyFailedLogins } from './refusals.js';

export const mostFailures = 10;
export const failureWindowMs = 15 * 60 * 1000;

/** Refuses one more try when ten of the last fifteen minutes have failed (guarantee 24). */
export function mayTry(recentFailures: readonly Date[], now: Date): void {
  const recent = recentFailures.filter((at) => at.getTime() > now.getTime() - failureWindowMs);
  if (recent.length < mostFailures) return;
  const oldest = Math.min(...recent.map((at) => at.getTime()));
  throw new TooManyFailedLogins(Math.ceil((oldest + failureWindowMs - now.getTime()) / 1000));
}
