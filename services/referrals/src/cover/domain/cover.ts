import { Aggregate } from '@carrel/kernel';
import type { Librarian } from '../../calendar/domain/duty.js';
import { DutyOver } from '../../calendar/domain/refusals.js';
import { reaches, rungs, type Rung } from './ladder.js';
import { AlreadyTaken, CoverOver, NotOffered, NotYourTurn, OwnDuty } from './refusals.js';

export type CoverStatus = 'open' | 'taken' | 'withdrawn' | 'lapsed';

/** The duty that needs somebody. */
export interface Needed {
  readonly id: string;
  readonly groupId: string;
  readonly lane: string | null;
  readonly from: Date;
  readonly to: Date;
}
/** Who takes it: a library, the rung it stands on, and what it asks in exchange. */
export interface Taker extends Librarian {
  readonly rung: Rung;
  readonly inExchangeDutyId: string | null;
}

/** A library cannot do its duty and asks others to cover or to change times with it (R91). */
export class Cover extends Aggregate {
  dutyId!: string;
  groupId!: string;
  lane!: string | null;
  from!: Date;
  to!: Date;
  /** The library that has the duty. */
  institutionId!: string;
  askedBy!: string;
  askedAt!: Date;
  /** In the words of whoever asked; leaves in no event (B1). */
  reason!: string | null;
  /** Duties of others that the library would do in exchange. */
  swapFor!: string[];
  rung!: Rung;
  /** When each rung of the ladder is asked. */
  climbsAt!: Record<Rung, Date>;
  status!: CoverStatus;
  takenByInstitutionId!: string | null;
  takenBy!: string | null;
  endedAt!: Date | null;
  exchangedDutyId!: string | null;

  static ask(
    id: string,
    duty: Needed,
    by: Librarian,
    input: { reason: string | null; swapFor: readonly string[] },
    ladder: { climbsAt: Record<Rung, Date>; askedInstitutionIds: readonly string[] },
    now: Date,
  ): Cover {
    if (now >= duty.to) throw new DutyOver(duty.to);
    const { groupId, lane, from, to } = duty;
    const cover = Object.assign(new Cover(), {
      id,
      dutyId: duty.id,
      groupId,
      lane,
      from,
      to,
      institutionId: by.institutionId,
      askedBy: by.accountId,
      askedAt: now,
      reason: input.reason,
      swapFor: [...input.swapFor],
      rung: 'same-day',
      climbsAt: ladder.climbsAt,
      status: 'open',
      takenByInstitutionId: null,
      takenBy: null,
      endedAt: null,
      exchangedDutyId: null,
    } as const);
    cover.record(
      'cover.requested.v1',
      { ...cover.state(), askedInstitutionIds: [...ladder.askedInstitutionIds] },
      now,
    );
    return cover;
  }

  /** The next ones are asked; what was asked already is not asked again. */
  climbTo(rung: Rung, askedInstitutionIds: readonly string[], now: Date): void {
    if (this.status !== 'open' || rungs.indexOf(rung) <= rungs.indexOf(this.rung)) return;
    this.rung = rung;
    this.record(
      'cover.escalated.v1',
      { ...this.state(), rung, askedInstitutionIds: [...askedInstitutionIds] },
      now,
    );
  }

  /** Once: whoever comes later hears who was first. */
  take(by: Taker, now: Date): void {
    this.mustBeOpen();
    if (now >= this.to) throw new DutyOver(this.to);
    if (by.institutionId === this.institutionId) throw new OwnDuty();
    if (!reaches(this.rung, by.rung)) throw new NotYourTurn(this.rung, by.rung);
    if (by.inExchangeDutyId !== null && !this.swapFor.includes(by.inExchangeDutyId)) throw new NotOffered();
    this.end('taken', now);
    this.takenByInstitutionId = by.institutionId;
    this.takenBy = by.accountId;
    this.exchangedDutyId = by.inExchangeDutyId;
    this.record(
      'cover.taken.v1',
      { ...this.state(), takenByInstitutionId: by.institutionId, exchangedDutyId: by.inExchangeDutyId },
      now,
    );
  }

  withdraw(now: Date): void {
    this.mustBeOpen();
    this.end('withdrawn', now);
    this.record('cover.withdrawn.v1', { ...this.state(), cause: 'library' }, now);
  }

  /** The duty is over and nobody came; or the rota no longer names the library. */
  lapse(now: Date): void {
    if (this.status !== 'open') return;
    this.end('lapsed', now);
    this.record('cover.withdrawn.v1', { ...this.state(), cause: 'time' }, now);
  }

  mustBeOpen(): void {
    if (this.status === 'taken') throw new AlreadyTaken(this.takenByInstitutionId, this.endedAt);
    if (this.status !== 'open') throw new CoverOver(this.status);
  }

  private end(status: CoverStatus, now: Date): void {
    this.status = status;
    this.endedAt = now;
  }

  private state() {
    const { id, dutyId, groupId, institutionId, from, to } = this;
    return { coverId: id, dutyId, groupId, institutionId, from: from.toISOString(), to: to.toISOString() };
  }
}
