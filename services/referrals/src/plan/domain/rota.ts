import { Aggregate, momentOf } from '@carrel/kernel';
import { mustHold, type Plan, type Version } from './plan.js';
import { RotaChanged } from './refusals.js';

/** A group as far as its rota is concerned. */
export interface GroupOfRota {
  /** IANA name: the grid is by this clock (A24). */
  readonly timeZone: string;
  readonly libraryIds: ReadonlySet<string>;
}

/** The rota of a group, whose id it has: every version of it that was published (R86..R92). */
export class Rota extends Aggregate {
  /** Number of the last version, 0 before the first; the ETag. */
  version = 0;
  /** Up to when missed checks and gaps have been looked for. */
  watchedUntil!: Date;
  nextLookAt!: Date;
  versions: Version[] = [];

  static start(groupId: string, now: Date): Rota {
    return Object.assign(new Rota(), { id: groupId, watchedUntil: now, nextLookAt: now });
  }

  /** `seen` is the version the caller last read; undefined when the caller does not care. */
  publish(plan: Plan, seen: number | undefined, group: GroupOfRota, by: string, now: Date): Version {
    if (seen !== undefined && seen !== this.version) throw new RotaChanged();
    mustHold(plan, group.libraryIds);
    this.version += 1;
    const published = { ...plan, version: this.version, revisedAt: now, revisedBy: by };
    this.versions = [...this.versions, published];
    this.nextLookAt = now;
    const effectiveFrom = momentOf(group.timeZone, plan.effectiveFrom, 0).toISOString();
    this.record('rota.published.v1', { groupId: this.id, effectiveFrom }, now);
    return published;
  }
}
