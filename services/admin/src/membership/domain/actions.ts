import { tried, type AllowedAction } from '@carrel/kernel';
import type { Actor } from '../../shared/domain/authority.js';
import { mayMove } from './deciders.js';
import type { Membership } from './membership.js';
import { membershipMoves, moveOf, type MembershipMove } from './moves.js';

export type MembershipAction = Exclude<MembershipMove, 'request'>;
const actions = Object.keys(membershipMoves).filter((move) => move !== 'request') as MembershipAction[];

/** Which steps the caller may take with a membership now, by the tables that decide. */
export const actionsOn = (
  membership: Pick<Membership, 'groupId' | 'institutionId' | 'inactivatedBy' | 'status'>,
  actor: Actor,
  groupHasAdministrator: boolean,
): AllowedAction<MembershipAction>[] =>
  actions.map((move) =>
    tried(move, () => {
      mayMove(move, membership, actor, groupHasAdministrator);
      moveOf(move, membership.status);
    }),
  );
