import { tried, type AllowedAction } from '@carrel/kernel';
import type { Librarian } from './referral-input.js';
import { Referral } from './referral.js';

/** The last words of the paths by which a referral is ended. */
export type ReferralAction = 'return' | 'withdraw';

/** What this librarian may do with the referral now, by the rules that decide when it is done (rows 27 and 29). */
export function actionsOn(referral: Referral, librarian: Librarian): AllowedAction<ReferralAction>[] {
  const copy = () => Object.assign(new Referral(), referral);
  return [
    tried('return', () => copy().returnTo(librarian, '')),
    tried('withdraw', () => copy().withdraw(librarian, null)),
  ];
}
