import { NotFound } from '@carrel/kernel';
import { administersGroup, administersInstitution, NotAllowed, type Actor } from '../../domain/authority.js';
import type { MembershipMove } from './moves.js';

/** Who makes each move: the group's administrators, the library's, or either. */
const deciders: Record<Exclude<MembershipMove, 'request'>, 'group' | 'library' | 'either'> = {
  approve: 'group',
  reject: 'group',
  block: 'group',
  unblock: 'group',
  inactivate: 'either',
  resume: 'library',
  leave: 'either',
};

/** Refused as not found to those whom the membership does not concern. */
export function mayMove(
  move: Exclude<MembershipMove, 'request'>,
  membership: { readonly groupId: string; readonly institutionId: string },
  actor: Actor,
): void {
  const group = administersGroup(actor, membership.groupId);
  const library = administersInstitution(actor, membership.institutionId);
  if (!group && actor.institutionId !== membership.institutionId) throw new NotFound('membership');
  const decider = deciders[move];
  if (!(group && decider !== 'library') && !(library && decider !== 'group')) {
    throw new NotAllowed(
      decider === 'library'
        ? 'Only an administrator of the library may do this.'
        : 'Only an administrator of the group may do this.',
    );
  }
}
