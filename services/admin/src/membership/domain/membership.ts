import type { EventName } from '@carrel/contracts';
import { Aggregate } from '@carrel/kernel';
import { moveOf, mostCooperatives, type MembershipMove, type MembershipStatus } from './moves.js';
import {
  CooperativeMarkMissing,
  NotACooperative,
  ProfileNotActive,
  TooManyCooperatives,
} from './refusals.js';

/** The group's conditions. */
export interface Joinable {
  readonly id: string;
  readonly kind: 'subscription' | 'cooperative';
  readonly requiresCooperativeMark: boolean;
}
/** The state of the library that asks to join. */
export interface Applicant {
  readonly id: string;
  readonly profileStatus: string;
  readonly cooperativeMember: boolean;
  /** Cooperatives it belongs to or has asked to join, this one left out. */
  readonly cooperatives: number;
}

/** Who may decide about a membership: the group or the library. */
export type Side = 'group' | 'library';

const factOf = {
  pending: 'membership.requested.v1',
  active: 'membership.approved.v1',
  rejected: 'membership.rejected.v1',
  inactive: 'membership.inactivated.v1',
  blocked: 'membership.blocked.v1',
  left: 'membership.left.v1',
} as const satisfies Record<MembershipStatus, EventName>;

/** One library's standing in one cooperative (R112..R117). */
export class Membership extends Aggregate {
  groupId!: string;
  institutionId!: string;
  status!: MembershipStatus;
  /** The account that made the last move. */
  changedBy!: string;
  changedAt!: Date;
  /** Whose administrator inactivated it, who alone undoes that; null unless it is inactive. */
  inactivatedBy!: Side | null;
  /** Why, as written by the actor of the last move. */
  note!: string | null;

  static request(id: string, group: Joinable, applicant: Applicant, by: string, now: Date): Membership {
    mayJoin(group, applicant);
    const membership = new Membership();
    membership.id = id;
    membership.groupId = group.id;
    membership.institutionId = applicant.id;
    membership.become('pending', by, null, now);
    return membership;
  }

  /** Asks again after a rejection or after leaving. */
  requestAgain(group: Joinable, applicant: Applicant, by: string, now: Date): void {
    const pending = moveOf('request', this.status);
    mayJoin(group, applicant);
    this.become(pending, by, null, now);
  }

  /** @param side whose administrator makes the move */
  move(
    move: Exclude<MembershipMove, 'request'>,
    by: string,
    note: string | null,
    now: Date,
    side: Side = 'group',
  ): void {
    this.become(moveOf(move, this.status), by, note, now, side);
  }

  /** Republishes its state, for projections that are rebuilt (B2). */
  announce(now: Date): void {
    const { id, groupId, institutionId, status } = this;
    this.record(factOf[status], { membershipId: id, groupId, institutionId, status }, now);
  }

  private become(
    status: MembershipStatus,
    by: string,
    note: string | null,
    now: Date,
    side: Side = 'library',
  ): void {
    this.status = status;
    this.inactivatedBy = status === 'inactive' ? side : null;
    this.changedBy = by;
    this.changedAt = now;
    this.note = note;
    this.announce(now);
  }
}

function mayJoin(group: Joinable, applicant: Applicant): void {
  if (group.kind !== 'cooperative') throw new NotACooperative();
  if (applicant.profileStatus !== 'active') throw new ProfileNotActive(applicant.profileStatus);
  if (group.requiresCooperativeMark && !applicant.cooperativeMember) throw new CooperativeMarkMissing();
  if (applicant.cooperatives >= mostCooperatives) throw new TooManyCooperatives(mostCooperatives);
}
