import { TooManyFailedLogins } from './refusals.js';

export const failureWindowMs = 15 * 60 * 1000;

/** Failed logins for one e-mail address that are counted together, and how many of them there may be. */
export interface AttemptsCount {
  /** What they have in common besides the address. */
  readonly by: 'device' | 'network' | 'address';
  /** Which device or network. */
  readonly which: string;
  readonly most: number;
}

/** From one network or device, as guarantee 24 says. */
export const mostFailures = 10;
/** From everywhere together: many times what a person needs, and still too few for guessing. */
export const mostFailuresAnywhere = 200;

/**
 * What a try counts toward. A device that the account has signed in with has a count of its own, so that strangers
 * cannot use up its owner's tries.
 */
export function countsFor(from: { network: string; device: string | undefined }): AttemptsCount[] {
  if (from.device) return [{ by: 'device', which: from.device, most: mostFailures }];
  return [
    { by: 'network', which: from.network, most: mostFailures },
    { by: 'address', which: '', most: mostFailuresAnywhere },
  ];
}

/** Refuses one more try when so many within the last fifteen minutes have failed (guarantee 24). */
export function mayTry(recentFailures: readonly Date[], most: number, now: Date): void {
  const recent = recentFailures
    .map((at) => at.getTime())
    .filter((at) => at > now.getTime() - failureWindowMs)
    .sort((one, other) => one - other);
  if (recent.length < most) return;
  // The next try is free when so many have left the window that fewer than `most` are in it.
  const leaving = recent[recent.length - most]!;
  throw new TooManyFailedLogins(Math.ceil((leaving + failureWindowMs - now.getTime()) / 1000));
}
