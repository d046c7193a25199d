import { ExpertUnreachable, NotYoursToManage } from './refusals.js';

/** An expert's data; expertise in terms of the registry, such as `law` or `local history`. */
export interface ExpertDescription {
  name: string;
  /** Registered accounts that may answer: one is a person, more are a team. */
  accountIds: string[];
  /** The address of an expert without an account. */
  address: string | null;
  expertise: string[];
  /** Looks after quality: a note is required (A20), and weak transcripts are forwarded to it (R81). */
  qualityControl: boolean;
}
/** The library or group that administers it. */
export interface Manager {
  institutionId: string;
  institutionAdmin: boolean;
  adminOfGroupIds: readonly string[];
}
/** For one library, or for every library of a group. */
export type Owner = { institutionId: string; groupId: null } | { institutionId: null; groupId: string };

/** Somebody who knows a subject, as a library or a group has registered him or her (R100, A22). */
export class Expert implements ExpertDescription {
  id!: string;
  institutionId!: string | null;
  groupId!: string | null;
  name!: string;
  accountIds!: string[];
  address!: string | null;
  expertise!: string[];
  qualityControl!: boolean;
  retiredAt!: Date | null;

  static register(id: string, owner: Owner, description: ExpertDescription, by: Manager): Expert {
    const expert = Object.assign(new Expert(), { id, ...owner, retiredAt: null });
    expert.describe(description, by);
    return expert;
  }

  get kind(): 'account' | 'team' | 'address' {
    if (this.accountIds.length === 0) return 'address';
    return this.accountIds.length === 1 ? 'account' : 'team';
  }

  describe(description: ExpertDescription, by: Manager): void {
    this.mustBeManagedBy(by);
    if (description.accountIds.length === 0 && !description.address) throw new ExpertUnreachable();
    Object.assign(this, description);
  }

  /** No longer offered; earlier referrals to it stay open. */
  retire(by: Manager, now: Date): void {
    this.mustBeManagedBy(by);
    this.retiredAt ??= now;
  }

  /** A library may ask its own experts and those of its groups. */
  isOpenTo(institutionId: string, groupIds: readonly string[]): boolean {
    if (this.groupId) return groupIds.includes(this.groupId);
    return this.institutionId === institutionId;
  }

  private mustBeManagedBy({ institutionId, institutionAdmin, adminOfGroupIds }: Manager): void {
    const allowed = this.groupId
      ? adminOfGroupIds.includes(this.groupId)
      : institutionAdmin && this.institutionId === institutionId;
    if (!allowed) throw new NotYoursToManage();
  }
}
