import { Aggregate, type RefusalKind } from '@carrel/kernel';
import type { EventData } from '@carrel/contracts';
import type { Addressee, Step } from './known.js';
import { lawful, type ReferralStatus } from './lifecycle.js';
import { AlreadyEnding, NotOpen, type Winner } from './refusals.js';

export type ReferralKind = EventData<'referral.made.v1'>['kind'];
export type EndedBy = 'return' | 'withdraw' | 'deadline' | 'receiver-gone';

/** A librarian, and the library he or she speaks for. */
export interface Librarian {
  accountId: string;
  institutionId: string;
}
/** What is to end it; nobody's account when time does. */
export interface Ending {
  by: EndedBy;
  accountId: string | null;
  institutionId: string;
  reason: string | null;
}
export interface Said {
  kind: RefusalKind;
  code: string;
  message: string;
  facts: Readonly<Record<string, unknown>>;
}
export interface Wish {
  questionId: string;
  kind: ReferralKind;
  reason: string | null;
  noContactConfirmed: boolean;
  /** The patron's name and address go along with a mail (row 31). */
  withContact: boolean;
  /** Hours until it comes back unanswered; without a word the groups' own. */
  deadlineHours?: number | null | undefined;
}

const hourMs = 3_600_000;

/** What a hand-off of a question is, and the moves of its life; who may ask for them is in referral.ts. */
export abstract class HandOff extends Aggregate {
  questionId!: string;
  kind!: ReferralKind;
  senderInstitutionId!: string;
  actorId!: string;
  askedInstitutionId!: string | null;
  receiverInstitutionId!: string | null;
  groupId!: string | null;
  steps!: Step[];
  unrouted!: boolean;
  expertId!: string | null;
  /** Accounts that may answer as the expert. */
  expertAccountIds!: string[];
  /** Whom it is mailed to, when no account receives it. */
  addressee!: Addressee | null;
  withContact!: boolean;
  reason!: string | null;
  noContactConfirmed!: boolean;
  status!: ReferralStatus;
  askedAt!: Date;
  madeAt!: Date | null;
  deadlineHours!: number | null;
  /** When it comes back by itself (row 28). */
  deadlineAt!: Date | null;
  endedAt!: Date | null;
  endedBy!: Winner | null;
  endReason!: string | null;
  /** An end that questions has not carried out yet. */
  ending!: Ending | null;
  /** What questions last said against making or ending it. */
  refusal!: Said | null;

  /** Only those at its two ends know of it, the receiver once it has been made. */
  isKnownTo({ institutionId, accountId }: Librarian): boolean {
    if (institutionId === this.senderInstitutionId) return true;
    return this.madeAt !== null && this.isTo({ institutionId, accountId });
  }

  isTo({ institutionId, accountId }: Librarian): boolean {
    return institutionId === this.receiverInstitutionId || this.expertAccountIds.includes(accountId);
  }

  get isOver(): boolean {
    return this.status !== 'asked' && this.status !== 'open';
  }

  /** How long the patron waited for the answer, from when it was made (KWON); null without one. */
  get msToAnswer(): number | null {
    const { madeAt, endedAt, status } = this;
    return status === 'answered' && madeAt && endedAt ? Math.max(0, +endedAt - +madeAt) : null;
  }

  /** questions has carried it out. */
  made(now: Date): void {
    this.move('open');
    this.madeAt = now;
    if (this.deadlineHours !== null) this.deadlineAt = new Date(+now + this.deadlineHours * hourMs);
    this.record('referral.made.v1', this.facts(this.actorId), now);
  }

  protected beginEnding(ending: Ending): void {
    if (this.status !== 'open') throw new NotOpen(this.status, this.endedBy);
    if (this.ending) {
      const { by, accountId, institutionId } = this.ending;
      throw new AlreadyEnding(by, { accountId, institutionId });
    }
    this.ending = ending;
    this.refusal = null;
  }

  protected end(
    to: Exclude<ReferralStatus, 'asked' | 'open' | 'refused'>,
    who: Winner | null,
    now: Date,
  ): void {
    // questions may tell of the end before our own record of its yes is written.
    if (this.status === 'asked') this.made(now);
    this.move(to);
    Object.assign(this, { endedAt: now, endedBy: who });
  }

  protected move(to: Exclude<ReferralStatus, 'asked'>): void {
    if (!lawful[to].includes(this.status)) throw new NotOpen(this.status, this.endedBy);
    this.status = to;
  }

  protected facts(actorId: string | null): EventData<'referral.made.v1'> {
    const { id, questionId, kind, senderInstitutionId, receiverInstitutionId, groupId } = this;
    return { referralId: id, questionId, kind, senderInstitutionId, receiverInstitutionId, groupId, actorId };
  }
}
