import { MembershipBlocked, MembershipMoveRefused } from './refusals.js';

export const membershipStatuses = ['pending', 'active', 'rejected', 'inactive', 'blocked', 'left'] as const;
export type MembershipStatus = (typeof membershipStatuses)[number];
export type MembershipMove =
  'request' | 'approve' | 'reject' | 'inactivate' | 'resume' | 'block' | 'unblock' | 'leave';

/** Every permitted move of a membership (B20); any other is refused. */
export const membershipMoves: Record<
  MembershipMove,
  { from: readonly MembershipStatus[]; to: MembershipStatus }
> = {
  request: { from: ['rejected', 'left'], to: 'pending' },
  approve: { from: ['pending'], to: 'active' },
  reject: { from: ['pending'], to: 'rejected' },
  inactivate: { from: ['active'], to: 'inactive' },
  resume: { from: ['inactive'], to: 'active' },
  block: { from: ['pending', 'active', 'rejected', 'inactive', 'left'], to: 'blocked' },
  unblock: { from: ['blocked'], to: 'left' },
  leave: { from: ['pending', 'active', 'inactive'], to: 'left' },
};

/** These count toward the five cooperatives a library may belong to; a blocked one does not (2.1). */
export const countedStatuses: readonly MembershipStatus[] = ['pending', 'active', 'inactive'];
export const mostCooperatives = 5;

export function moveOf(move: MembershipMove, status: MembershipStatus): MembershipStatus {
  if (membershipMoves[move].from.includes(status)) return membershipMoves[move].to;
  if (status === 'blocked') throw new MembershipBlocked();
  throw new MembershipMoveRefused(move, status);
}
