import { Aggregate, NotFound } from '@carrel/kernel';
import { knownZone } from '../../shared/domain/zone.js';
import { GroupHasLibraries, ProxyNotInGroup } from './refusals.js';

/** What a group is for (2.1). */
export const groupUses = ['referral', 'web-form-coverage', 'chat-coverage'] as const;
export type GroupUse = (typeof groupUses)[number];
export type GroupKind = 'subscription' | 'cooperative';

export interface GroupDescription {
  readonly name: string;
  readonly timeZone: string;
  /** Whether libraries need the operator's mark of cooperative membership before they ask to join (R112, B20). */
  readonly requiresCooperativeMark: boolean;
  /** For libraries that think of joining; stays out of events (B1). */
  readonly contactEmail: string | null;
  readonly uses: readonly GroupUse[];
}

/** A subscription group (every library belongs to exactly one) or a cooperative that libraries join (B4). */
export class Group extends Aggregate {
  kind!: GroupKind;
  name!: string;
  timeZone!: string;
  requiresCooperativeMark!: boolean;
  contactEmail!: string | null;
  uses!: GroupUse[];
  /** The library that made it, which counts toward that library's groups; null for the operator's. */
  madeByInstitutionId!: string | null;
  deletedAt!: Date | null;
  /** The one library that does all follow-up for the group, when it has chosen one (R110). */
  proxyInstitutionId!: string | null;
  createdAt!: Date;

  static create(
    id: string,
    kind: GroupKind,
    description: GroupDescription,
    now: Date,
    madeByInstitutionId: string | null = null,
  ): Group {
    const group = new Group();
    group.id = id;
    group.kind = kind;
    group.proxyInstitutionId = null;
    group.madeByInstitutionId = madeByInstitutionId;
    group.deletedAt = null;
    group.createdAt = now;
    group.describe(description);
    group.record('group.created.v1', group.state(), now);
    return group;
  }

  change(description: GroupDescription, now: Date): void {
    this.mustExist();
    this.describe(description);
    this.announce(now);
  }

  /** Names the library that stands for the group, or nobody; it must be one of the group's own. */
  standBehind(institutionId: string | null, libraryIds: ReadonlySet<string>, now: Date): void {
    if (institutionId !== null && !libraryIds.has(institutionId)) throw new ProxyNotInGroup(institutionId);
    this.mustExist();
    this.proxyInstitutionId = institutionId;
    this.announce(now);
  }

  /** A library that is no longer in the group no longer stands for it. */
  lostLibrary(institutionId: string, now: Date): void {
    if (this.proxyInstitutionId !== institutionId) return;
    this.proxyInstitutionId = null;
    this.announce(now);
  }

  /** For good; `libraries` is how many belong to it by registration, who would be left without a group. */
  delete(libraries: number, now: Date): void {
    this.mustExist();
    if (this.kind === 'subscription' && libraries > 0) throw new GroupHasLibraries(libraries);
    this.deletedAt = now;
    this.proxyInstitutionId = null;
    this.record('group.deleted.v1', this.state(), now);
  }

  /** Republishes its state, for projections that are rebuilt (B2). */
  announce(now: Date): void {
    this.record(this.deletedAt ? 'group.deleted.v1' : 'group.updated.v1', this.state(), now);
  }

  private mustExist(): void {
    if (this.deletedAt) throw new NotFound('group');
  }

  private describe(description: GroupDescription): void {
    this.name = description.name;
    this.timeZone = knownZone(description.timeZone);
    this.requiresCooperativeMark = description.requiresCooperativeMark;
    this.contactEmail = description.contactEmail;
    this.uses = [...new Set(description.uses)];
  }

  private state() {
    const { id, name, kind, timeZone, proxyInstitutionId } = this;
    return { groupId: id, name, kind, timeZone, proxyInstitutionId };
  }
}
