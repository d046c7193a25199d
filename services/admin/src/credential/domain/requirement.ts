import type { GroupRole, InstitutionRole } from '@carrel/contracts';
import { SignInTooOld } from './refusals.js';

/** How long after signing in a second factor may be changed. */
export const freshMs = 15 * 60_000;

/**
 * Whether an account must have a second factor: as administrator of a library whose subscription group wants that, or
 * of a group that does.
 * @param wanting ids of the groups that want it
 */
export function mustHaveSecondFactor(
  account: {
    readonly roles: readonly InstitutionRole[];
    readonly groupRoles: readonly { readonly groupId: string; readonly role: GroupRole }[];
  },
  subscriptionGroupId: string | null,
  wanting: ReadonlySet<string>,
): boolean {
  const ofLibrary = account.roles.includes('institution-admin');
  if (ofLibrary && subscriptionGroupId !== null && wanting.has(subscriptionGroupId)) return true;
  return account.groupRoles.some(({ groupId, role }) => role === 'group-admin' && wanting.has(groupId));
}

/** Whoever has taken over a browser, or a sign-in from before there was a second factor, must not change it. */
export function mustBeFresh(
  signIn: { readonly startedAt: Date; readonly secondFactorAt: Date | null },
  enrolled: boolean,
  now: Date,
): void {
  const old = now.getTime() - signIn.startedAt.getTime() > freshMs;
  if (old || (enrolled && signIn.secondFactorAt === null)) throw new SignInTooOld();
}
