import type { Capability, GroupRole, InstitutionRole } from '@carrel/contracts';
import { Refusal } from '@carrel/kernel';

/** The actor's data that the rules need; a signed-in staff identity has it. */
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

/** Checked before any look-up, so that another's id is answered exactly like a missing one. */
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
 * Choosing a password or address allows to become the account, and ending it may take its group's
 * administrator: so both need rights in every group that the account administers.
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
