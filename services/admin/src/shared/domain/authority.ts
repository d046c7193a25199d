import type { Capability, GroupRole, InstitutionRole } from '@carrel/contracts';
import { Refusal } from '@carrel/kernel';

/** Whoever acts, as far as the rules need to know; a signed-in staff identity is one. */
export interface Actor {
  readonly accountId: string;
  readonly institutionId: string;
  readonly roles: readonly InstitutionRole[];
  readonly groupRoles: readonly { readonly groupId: string; readonly role: GroupRole }[];
  readonly operator: boolean;
  readonly capabilities?: ReadonlySet<Capability>;
  /** The sign-in that the request was made with. */
  readonly session?: string;
}

export class NotAllowed extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'not-allowed';
}

export const administersInstitution = (actor: Actor, institutionId: string): boolean =>
  actor.institutionId === institutionId && actor.roles.includes('institution-admin');

export const administersGroup = (actor: Actor, groupId: string): boolean =>
  actor.groupRoles.some((held) => held.groupId === groupId && held.role === 'group-admin');

/** Asked before anything is looked up, so that a foreign id answers exactly like a missing one. */
export function mustAdministerInstitution(actor: Actor, institutionId: string): void {
  if (!administersInstitution(actor, institutionId)) {
    throw new NotAllowed('Only an administrator of that library may do this.');
  }
}

/** As above, for a group. */
export function mustAdministerGroup(actor: Actor, groupId: string): void {
  if (!administersGroup(actor, groupId))
    throw new NotAllowed('Only an administrator of that group may do this.');
}

/**
 * Whoever may choose a password or an address may become the account, and whoever may end it may take its group's
 * administrator away: nobody reaches a group this way that he or she does not administer.
 */
export function mustReachGroupsOf(
  account: { readonly id: string; readonly groupRoles: readonly { readonly groupId: string }[] },
  by: Actor,
): void {
  if (by.operator || account.id === by.accountId) return;
  if (account.groupRoles.some((held) => !administersGroup(by, held.groupId))) {
    throw new NotAllowed(
      'This account holds roles in a group; an administrator of that group or the operator may.',
    );
  }
}

export function mustOperate(actor: Actor): void {
  if (!actor.operator) throw new NotAllowed('Only the operator of the platform may do this.');
}
