import type { EventData } from '@carrel/contracts';
import { Aggregate, RemoteRefusal } from '@carrel/kernel';
import type { Addressee, Destination, Step } from './known.js';
import { lawful, type ReferralStatus } from './lifecycle.js';
import type { EndedBy, Ending, Librarian, ReferralKind, Said, ReferralInput } from './referral-input.js';
import { AlreadyEnding, ClaimInstead, MayNotRefer, NotOpen, NotYours, type Winner } from './refusals.js';

const hourMs = 3_600_000;

/** One referral of a question: to a library, to an expert or an address, or to Shared Followup. */
export class Referral extends Aggregate {
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

  static ask(id: string, input: ReferralInput, by: Librarian, to: Destination, now: Date): Referral {
    const { reasonRequired, ...destination } = to;
    if (reasonRequired && !input.reason?.trim()) throw new MayNotRefer('reason-required');
    const { deadlineHours = to.deadlineHours, ...wanted } = input;
    return Object.assign(new Referral(), {
      id,
      ...wanted,
      ...destination,
      deadlineHours: input.kind === 'shared-followup' ? null : deadlineHours,
      senderInstitutionId: by.institutionId,
      actorId: by.accountId,
      status: 'asked',
      askedAt: now,
      madeAt: null,
      deadlineAt: null,
      endedAt: null,
      endedBy: null,
      endReason: null,
      ending: null,
      refusal: null,
    } satisfies Partial<Referral>);
  }

  /** questions has said no; kept word for word for whoever asks again. */
  refused({ kind, code, message, facts }: Said, now: Date): void {
    this.move('refused');
    this.endedAt = now;
    this.refusal = { kind, code, message, facts };
  }

  /** The receiver wants to give it back (row 27). */
  returnTo(by: Librarian, reason: string): void {
    if (!this.isTo(by))
      throw new NotYours(
        'only-receiver-returns',
        'Only the library or expert that received a referral returns it.',
      );
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

  /** Row 28: true when it is to come back now; false when it is over or its time has not come. */
  pastDeadline(now: Date): boolean {
    if (this.isOver || !this.deadlineAt || this.deadlineAt > now) return false;
    if (this.ending?.by !== 'deadline') this.beginEnding(this.bySystem('deadline'));
    return true;
  }

  /** Rows 49 and 51: nobody is there any longer to give it back; false when it is over. */
  receiverIsGone(): boolean {
    if (this.isOver || this.kind === 'shared-followup') return false;
    if (this.ending?.by !== 'receiver-gone') this.beginEnding(this.bySystem('receiver-gone'));
    return true;
  }

  /** questions has carried out the end that was begun. */
  ended(now: Date): void {
    const { ending } = this;
    if (!ending) throw new NotOpen(this.status, this.endedBy);
    const { by, accountId, institutionId, reason } = ending;
    this.end(by === 'withdraw' ? 'withdrawn' : 'returned', { accountId, institutionId }, now);
    this.endReason = reason;
    const facts = this.facts(accountId);
    if (by === 'withdraw') this.record('referral.withdrawn.v1', facts, now);
    else this.record('referral.returned.v1', { ...facts, cause: by === 'deadline' ? by : 'receiver' }, now);
  }

  /** questions has refused to end it: it stays as it was. */
  staysOpen({ kind, code, message, facts }: Said): void {
    this.ending = null;
    this.refusal = { kind, code, message, facts };
  }

  /** Ended because a library before it in the chain took the question back, or the patron's library did (row 29b). */
  withdrawnBy(who: Winner, now: Date): void {
    this.end('withdrawn', who, now);
    this.record('referral.withdrawn.v1', this.facts(who.accountId), now);
  }

  /** Somebody took the question out of Shared Followup, which ends a referral into it (row 33). */
  takenUp(who: Winner, now: Date): void {
    this.end('claimed', who, now);
  }

  answered(who: Winner, now: Date): void {
    this.end('answered', who, now);
    this.record('referral.answered.v1', this.facts(who.accountId), now);
  }

  closed(who: Winner, now: Date): void {
    this.end('closed', who, now);
    this.record('referral.closed.v1', this.facts(who.accountId), now);
  }

  /** Row 32: their mail has come; one that comes late is told of all the same. */
  replied(now: Date): void {
    if (!this.isOver) this.end('replied', null, now);
    this.record('referral.replied.v1', this.facts(null), now);
  }

  /** The patron's question is erased: what people wrote about it, and to whom, goes too (row 48). */
  erase(): void {
    Object.assign(this, { reason: null, endReason: null, addressee: null });
    if (this.ending) this.ending = { ...this.ending, reason: null };
  }

  /** The refusal as questions gave it, for the caller who asked and for each who repeats the call. */
  throwIfRefused(): void {
    if (this.refusal) throw new RemoteRefusal({ ...this.refusal, facts: { ...this.refusal.facts } });
  }

  private bySystem(by: EndedBy): Ending {
    return { by, accountId: null, institutionId: this.senderInstitutionId, reason: null };
  }

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

  private beginEnding(ending: Ending): void {
    if (this.status !== 'open') throw new NotOpen(this.status, this.endedBy);
    if (this.ending) {
      const { by, accountId, institutionId } = this.ending;
      throw new AlreadyEnding(by, { accountId, institutionId });
    }
    this.ending = ending;
    this.refusal = null;
  }

  private end(
    to: Exclude<ReferralStatus, 'asked' | 'open' | 'refused'>,
    who: Winner | null,
    now: Date,
  ): void {
    // questions may tell of the end before our own record of its yes is written.
    if (this.status === 'asked') this.made(now);
    this.move(to);
    Object.assign(this, { endedAt: now, endedBy: who });
  }

  private move(to: Exclude<ReferralStatus, 'asked'>): void {
    if (!lawful[to].includes(this.status)) throw new NotOpen(this.status, this.endedBy);
    this.status = to;
  }

  private facts(actorId: string | null): EventData<'referral.made.v1'> {
    const { id, questionId, kind, senderInstitutionId, receiverInstitutionId, groupId } = this;
    return { referralId: id, questionId, kind, senderInstitutionId, receiverInstitutionId, groupId, actorId };
  }
}
