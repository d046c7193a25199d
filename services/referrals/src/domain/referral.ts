import { Aggregate, PassedOn, type RefusalKind } from '@carrel/kernel';
import type { EventData } from '@carrel/contracts';
import { AlreadyEnding, ClaimInstead, NotOpen, NotYours } from './refusals.js';
import type { Destination, Step } from './referring.js';

export type ReferralKind = EventData<'referral.made.v1'>['kind'];
export type OfferedKind = Exclude<ReferralKind, 'expert' | 'email-partner'>;
/** asked: recorded here, and questions has not said yes yet (B3). */
export type ReferralStatus =
  'asked' | 'open' | 'refused' | 'returned' | 'withdrawn' | 'claimed' | 'answered' | 'closed';
export type EndedBy = 'return' | 'withdraw';

/** A librarian, and the library he or she speaks for. */
export interface Librarian {
  accountId: string;
  institutionId: string;
}
export interface Ending extends Librarian {
  by: EndedBy;
  reason: string | null;
}
export interface Said {
  kind: RefusalKind;
  code: string;
  message: string;
  facts: Readonly<Record<string, unknown>>;
}

/** What may become of a referral from where; everything else is refused. */
const lawful: Record<Exclude<ReferralStatus, 'asked'>, readonly ReferralStatus[]> = {
  open: ['asked'],
  refused: ['asked'],
  returned: ['open'],
  withdrawn: ['open'],
  claimed: ['open'],
  answered: ['open'],
  closed: ['open'],
};

/** One hand-off of a question from a library to another, or to Shared Followup. */
export class Referral extends Aggregate {
  questionId!: string;
  kind!: OfferedKind;
  senderInstitutionId!: string;
  actorId!: string;
  askedInstitutionId!: string | null;
  receiverInstitutionId!: string | null;
  groupId!: string | null;
  steps!: Step[];
  reason!: string | null;
  noContactConfirmed!: boolean;
  status!: ReferralStatus;
  askedAt!: Date;
  madeAt!: Date | null;
  endedAt!: Date | null;
  endReason!: string | null;
  /** A return or withdrawal that questions has not carried out yet. */
  ending!: Ending | null;
  /** What questions last said against making or ending it. */
  refusal!: Said | null;

  static ask(
    id: string,
    what: { questionId: string; kind: OfferedKind; reason: string | null; noContactConfirmed: boolean },
    by: Librarian,
    to: Destination,
    now: Date,
  ): Referral {
    return Object.assign(new Referral(), {
      id,
      ...what,
      ...to,
      senderInstitutionId: by.institutionId,
      actorId: by.accountId,
      status: 'asked',
      askedAt: now,
      madeAt: null,
      endedAt: null,
      endReason: null,
      ending: null,
      refusal: null,
    } satisfies Partial<Referral>);
  }

  /** Only the libraries at its two ends know of it, the receiver once it has been made. */
  isKnownTo(institutionId: string): boolean {
    if (institutionId === this.senderInstitutionId) return true;
    return this.madeAt !== null && institutionId === this.receiverInstitutionId;
  }

  get isOver(): boolean {
    return this.status !== 'asked' && this.status !== 'open';
  }

  /** questions has carried it out. */
  made(now: Date): void {
    this.move('open');
    this.madeAt = now;
    this.record('referral.made.v1', this.facts(this.actorId), now);
  }

  /** questions has said no; kept word for word for whoever asks again. */
  refused({ kind, code, message, facts }: Said, now: Date): void {
    this.move('refused');
    this.endedAt = now;
    this.refusal = { kind, code, message, facts };
  }

  /** The receiver wants to give it back (row 27). */
  returnTo(by: Librarian, reason: string): void {
    if (by.institutionId !== this.receiverInstitutionId) {
      throw new NotYours('only-receiver-returns', 'Only the library that received a referral returns it.');
    }
    this.beginEnding({ ...by, by: 'return', reason });
  }

  /** The sender wants it back (row 29). */
  withdraw(by: Librarian, reason: string | null): void {
    if (by.institutionId !== this.senderInstitutionId) {
      throw new NotYours('only-sender-withdraws', 'Only the library that sent a referral withdraws it.');
    }
    if (this.kind === 'shared-followup') throw new ClaimInstead();
    this.beginEnding({ ...by, by: 'withdraw', reason });
  }

  /** questions has carried out the return or withdrawal. */
  ended(now: Date): void {
    const { ending } = this;
    if (!ending) throw new NotOpen(this.status);
    this.end(ending.by === 'return' ? 'returned' : 'withdrawn', now);
    this.endReason = ending.reason;
    const facts = this.facts(ending.accountId);
    if (ending.by === 'return') this.record('referral.returned.v1', { ...facts, cause: 'receiver' }, now);
    else this.record('referral.withdrawn.v1', facts, now);
  }

  /** questions has refused to end it: it stays as it was. */
  staysOpen({ kind, code, message, facts }: Said): void {
    this.ending = null;
    this.refusal = { kind, code, message, facts };
  }

  /** Ended because a library before it in the chain took the question back. */
  withdrawnWith(earlier: Referral, now: Date): void {
    this.end('withdrawn', now);
    this.record('referral.withdrawn.v1', this.facts(earlier.ending?.accountId ?? null), now);
  }

  /** Somebody took the question out of Shared Followup, which ends a referral into it (row 33). */
  takenUp(now: Date): void {
    this.end('claimed', now);
  }

  answered(actorId: string | null, now: Date): void {
    this.end('answered', now);
    this.record('referral.answered.v1', this.facts(actorId), now);
  }

  closed(actorId: string | null, now: Date): void {
    this.end('closed', now);
    this.record('referral.closed.v1', this.facts(actorId), now);
  }

  /** The patron's question is erased: what people wrote about it goes too (row 48). */
  erase(): void {
    this.reason = null;
    this.endReason = null;
    if (this.ending) this.ending = { ...this.ending, reason: null };
  }

  /** The refusal as questions gave it, for the caller who asked and for each who repeats the call. */
  throwIfRefused(): void {
    if (this.refusal) throw new PassedOn({ ...this.refusal, facts: { ...this.refusal.facts } });
  }

  private beginEnding(ending: Ending): void {
    if (this.status !== 'open') throw new NotOpen(this.status);
    if (this.ending) throw new AlreadyEnding(this.ending.by);
    this.ending = ending;
    this.refusal = null;
  }

  private end(to: Exclude<ReferralStatus, 'asked' | 'open' | 'refused'>, now: Date): void {
    // questions may tell of the end before our own record of its yes is written.
    if (this.status === 'asked') this.made(now);
    this.move(to);
    this.endedAt = now;
  }

  private move(to: Exclude<ReferralStatus, 'asked'>): void {
    if (!lawful[to].includes(this.status)) throw new NotOpen(this.status);
    this.status = to;
  }

  private facts(actorId: string | null): EventData<'referral.made.v1'> {
    const { id, questionId, kind, senderInstitutionId, receiverInstitutionId, groupId } = this;
    return { referralId: id, questionId, kind, senderInstitutionId, receiverInstitutionId, groupId, actorId };
  }
}
