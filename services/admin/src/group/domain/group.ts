import { Aggregate } from '@carrel/kernel';
import { knownZone } from '../../domain/zone.js';
import { ProxyNotInGroup } from './refusals.js';

export type GroupKind = 'subscription' | 'cooperative';

export interface GroupDescription {
  readonly name: string;
  readonly timeZone: string;
  /** Whether libraries need the operator's mark of cooperative membership before they ask to join (R112, B20). */
  readonly requiresCooperativeMark: boolean;
}

/** A subscription group (every library belongs to exactly one) or a cooperative that libraries join (B4). */
export class Group extends Aggregate {
  kind!: GroupKind;
  name!: string;
  timeZone!: string;
  requiresCooperativeMark!: boolean;
  /** The one library that does all follow-up for the group, when it has chosen one (R110). */
  proxyInstitutionId!: string | null;
  createdAt!: Date;

  static create(id: string, kind: GroupKind, description: GroupDescription, now: Date): Group {
    const group = new Group();
    group.id = id;
    group.kind = kind;
    group.proxyInstitutionId = null;
    group.createdAt = now;
    group.describe(description);
    group.record('group.created.v1', group.state(), now);
    return group;
  }

  change(description: GroupDescription, now: Date): void {
    this.describe(description);
    this.announce(now);
  }

  /** Names the library that stands for the group, or nobody; it must be one of the group's own. */
  standBehind(institutionId: string | null, libraryIds: ReadonlySet<string>, now: Date): void {
    if (institutionId !== null && !libraryIds.has(institutionId)) throw new ProxyNotInGroup(institutionId);
    this.proxyInstitutionId = institutionId;
    this.announce(now);
  }

  /** A library that is no longer in the group no longer stands for it. */
  lostLibrary(institutionId: string, now: Date): void {
    if (this.proxyInstitutionId !== institutionId) return;
    this.proxyInstitutionId = null;
    this.announce(now);
  }

  /** Says again how it stands, for projections that start from nothing (B2). */
  announce(now: Date): void {
    this.record('group.updated.v1', this.state(), now);
  }

  private describe(description: GroupDescription): void {
    this.name = description.name;
    this.timeZone = knownZone(description.timeZone);
    this.requiresCooperativeMark = description.requiresCooperativeMark;
  }

  private state() {
    const { id, name, kind, timeZone, proxyInstitutionId } = this;
    return { groupId: id, name, kind, timeZone, proxyInstitutionId };
  }
}
