import { NotFound } from '@carrel/kernel';
import {
  administersGroup,
  administersInstitution,
  NotAllowed,
  type Actor,
} from '../../shared/domain/authority.js';
import type { Membership, Side } from './membership.js';
import type { MembershipMove } from './moves.js';
import { GroupIsAdministered } from './refusals.js';

/** Who makes each move: the group's administrators, the library's, either, or those of the side that inactivated it. */
const deciders: Record<Exclude<MembershipMove, 'request'>, Side | 'either' | 'who-inactivated'> = {
  approve: 'group',
  reject: 'group',
  block: 'group',
  unblock: 'group',
  inactivate: 'either',
  resume: 'who-inactivated',
  leave: 'either',
};

/**
 * The operator decides for a group that nobody administers, so that it gets its first member.
 * Refused as not found to those whom the membership does not concern. @returns for which side the actor makes the move
 */
export function mayMove(
  move: Exclude<MembershipMove, 'request'>,
  membership: Pick<Membership, 'groupId' | 'institutionId' | 'inactivatedBy'>,
  actor: Actor,
  groupHasAdministrator = true,
): Side {
  const standsIn = actor.operator && !groupHasAdministrator;
  const group = standsIn || administersGroup(actor, membership.groupId);
  const library = administersInstitution(actor, membership.institutionId);
  if (actor.operator && !standsIn) throw new GroupIsAdministered();
  if (!group && actor.institutionId !== membership.institutionId) throw new NotFound('membership');
  const decider =
    deciders[move] === 'who-inactivated' ? (membership.inactivatedBy ?? 'library') : deciders[move];
  if (!(group && decider !== 'library') && !(library && decider !== 'group')) {
    throw new NotAllowed(
      decider === 'library'
        ? 'Only an administrator of the library may do this.'
        : 'Only an administrator of the group may do this.',
    );
  }
  // Whoever runs both acts for the own library, unless the move is the group's alone.
  return library && decider !== 'group' ? 'library' : 'group';
}
