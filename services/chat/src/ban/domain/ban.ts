import { Aggregate } from '@carrel/kernel';
import { BanTooLong, NothingToBanBy } from './refusals.js';

export const bannedBy = ['token', 'address', 'network'] as const;
export type BannedBy = (typeof bannedBy)[number];

/** Keyed hashes that recognise the patron of a session; unknown ones are left out. */
export type Marks = Partial<Record<BannedBy, string>>;

export interface BanAsked {
  readonly hours: number;
  /** One match is enough. */
  readonly by: readonly BannedBy[];
  /** The reason, for the library. */
  readonly note: string | null;
}
interface Place {
  readonly institutionId: string;
  readonly sessionId: string;
  /** The longest ban that the library allows. */
  readonly longestDays: number;
}

const hourMs = 3_600_000;

/** A ban of a patron from a library's chat; holds hashes only, and expires (2.2). */
export class Ban extends Aggregate {
  institutionId!: string;
  sessionId!: string;
  by!: BannedBy[];
  marks!: string[];
  note!: string | null;
  madeBy!: string;
  madeByInstitution!: string;
  madeAt!: Date;
  until!: Date;
  liftedAt!: Date | null;
  liftedBy!: string | null;

  static make(
    id: string,
    place: Place,
    marks: Marks,
    asked: BanAsked,
    by: { readonly id: string; readonly institutionId: string },
    now: Date,
  ): Ban {
    mustLast(asked.hours, place.longestDays);
    const known = asked.by.filter((kind) => marks[kind] !== undefined);
    if (known.length === 0) throw new NothingToBanBy(asked.by);
    const ban = Object.assign(new Ban(), {
      id,
      institutionId: place.institutionId,
      sessionId: place.sessionId,
      by: known,
      marks: known.map((kind) => marks[kind]!),
      note: asked.note,
      madeBy: by.id,
      madeByInstitution: by.institutionId,
      madeAt: now,
      until: new Date(now.getTime() + asked.hours * hourMs),
      liftedAt: null,
      liftedBy: null,
    });
    ban.record('ban.made.v1', { ...ban.reference, until: ban.until.toISOString(), marks: ban.marks }, now);
    return ban;
  }

  /** May be lifted by any librarian of the library; an expired ban is unchanged. */
  lift(by: string, now: Date): void {
    if (!this.holds(now)) return;
    this.liftedAt = now;
    this.liftedBy = by;
    this.record('ban.lifted.v1', this.reference, now);
  }

  holds(now: Date): boolean {
    return this.liftedAt === null && this.until > now;
  }

  private get reference() {
    return { banId: this.id, institutionId: this.institutionId, sessionId: this.sessionId };
  }
}

export function mustLast(hours: number, longestDays: number): void {
  if (hours > longestDays * 24) throw new BanTooLong(longestDays);
}
