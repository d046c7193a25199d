import { AlreadyBarred, AlreadyLifted, LeadsBack, NotOfTheGroup } from './refusals.js';

/** Why a library takes no referrals, and who does instead. */
export interface BarDescription {
  institutionId: string;
  /** For librarians to read beside the library that they cannot choose: "No chats go to ... for follow-up". */
  reason: string;
  redirectToInstitutionId: string | null;
}

/** A library that a group has barred as a target of referrals although it belongs to the group (R95). */
export class Bar implements BarDescription {
  id!: string;
  groupId!: string;
  institutionId!: string;
  reason!: string;
  redirectToInstitutionId!: string | null;
  barredBy!: string;
  barredAt!: Date;
  liftedBy!: string | null;
  liftedAt!: Date | null;

  /** @param members the group's libraries @param inForce the bars of the group as they stand */
  static put(
    id: string,
    group: { id: string; members: ReadonlySet<string>; inForce: readonly Bar[] },
    description: BarDescription,
    by: string,
    now: Date,
  ): Bar {
    const { institutionId, redirectToInstitutionId: target } = description;
    for (const named of [institutionId, target])
      if (named !== null && !group.members.has(named)) throw new NotOfTheGroup(named);
    const earlier = group.inForce.find((bar) => bar.institutionId === institutionId);
    if (earlier) throw new AlreadyBarred(earlier.id);
    const leadsBack = target === institutionId || group.inForce.some((bar) => bar.institutionId === target);
    if (target !== null && leadsBack) throw new LeadsBack(target);
    // Nor may what leads to this library lead to a barred one from now on.
    const led = group.inForce.find((bar) => bar.redirectToInstitutionId === institutionId);
    if (led) throw new LeadsBack(led.institutionId);
    return Object.assign(new Bar(), {
      ...{ id, groupId: group.id, ...description },
      ...{ barredBy: by, barredAt: now, liftedBy: null, liftedAt: null },
    });
  }

  lift(by: string, now: Date): void {
    if (this.liftedAt) throw new AlreadyLifted(this.liftedBy);
    this.liftedBy = by;
    this.liftedAt = now;
  }
}
