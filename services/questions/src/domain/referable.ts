import { NotFound } from '@carrel/kernel';
import { moves } from './moves.js';
import type { Actor, By } from './people.js';
import { Referral, type Outcome, type ReferralKind } from './referral.js';
import * as no from './refusals.js';
import { QuestionState } from './state.js';

/** A referral that the referrals service found lawful and asks for (B3). */
export interface Referring {
  readonly id: string;
  readonly kind: ReferralKind;
  readonly reason: string | null;
  readonly noContactConfirmed: boolean;
  readonly expertAccountId?: string | null;
  readonly expertAccountIds?: readonly string[];
}
/** Accounts that still work at their library; a question goes back to nobody else. */
export type Active = ReadonlySet<string>;

/** At most this many libraries wait in one chain (row 24). */
const mostHops = 5;

/** The chain of referrals: rows 24 to 33 of the table of moves. */
export abstract class ReferableQuestion extends QuestionState {
  /** Rows 24, 25 and 26. The same referral again changes nothing. */
  referBy(actor: Actor, to: string, referring: Referring, now: Date): void {
    if (this.repeats(referring, actor, to)) return;
    this.turnOf(actor);
    this.mustNotWaitOutside();
    const waiting = this.chain.find((r) => r.senderInstitutionId === to);
    if (to === actor.institutionId) throw new no.SameLibrary();
    if (waiting && to === this.homeInstitutionId) throw new no.ReturnInstead(waiting.id);
    if (waiting) throw new no.WaitingInChain(to);
    this.mustHaveRoomFor(referring);
    const receiver = this.hold(to, 'receiver');
    this.referrals.push(
      this.hop(actor, referring, now, { receiverInstitutionId: to, receiverBefore: receiver.asItIs() }),
    );
    this.move(moves.refer, actor, to);
    this.remindAnew();
    this.settle('referred', actor, now, {
      why: referring.reason,
      about: { referralId: referring.id, toInstitutionId: to },
    });
    this.tell('question.referred.v1', actor, { referralId: referring.id, receiverInstitutionId: to }, now);
  }

  /** Row 33 (R84): hands it to whichever library of the group claims it. */
  shareBy(actor: Actor, referring: Referring, sharedFollowup: boolean, now: Date): void {
    if (this.repeats(referring, actor, null)) return;
    const mine = this.turnOf(actor);
    this.mustNotBeReferred();
    if (!sharedFollowup) throw new no.SharedFollowupOff();
    if (this.pooled) throw new no.AlreadyShared();
    if (this.noContact && !referring.noContactConfirmed) throw new no.NoContactUnconfirmed();
    this.referrals.push(this.hop(actor, referring, now, { outcome: 'shared', endedAt: now }));
    this.move(mine === this.home ? moves.shareFromHome : moves.share, actor);
    this.settle('shared', actor, now, { why: referring.reason, about: { referralId: referring.id } });
    this.tell('question.referred.v1', actor, { referralId: referring.id, receiverInstitutionId: null }, now);
  }

  /** Row 27: the receiver whose turn it is gives it back. */
  returnBy(by: By, referralId: string, why: string | null, active: Active, now: Date): void {
    const referral = this.referral(referralId);
    if (!referral.isTo(by)) throw new NotFound('referral');
    if (referral.outcome === 'returned') return;
    if (referral.outcome) throw new no.ReferralEnded(referral.outcome);
    if (this.chain.at(-1) !== referral) throw new no.WithAnotherLibrary(this.turn!);
    this.unwind(by, referral, 'returned', active, now);
    this.settle('returned', by, now, { why, about: { referralId } });
  }

  /** Row 29: the sender takes it back, from the receiver and from everyone further down the chain. */
  withdrawBy(by: By, referralId: string, why: string | null, active: Active, now: Date): void {
    const referral = this.referral(referralId);
    if (referral.senderInstitutionId !== by.institutionId) throw new NotFound('referral');
    if (referral.outcome === 'withdrawn') return;
    if (referral.outcome) throw new no.ReferralEnded(referral.outcome);
    this.unwind(by, referral, 'withdrawn', active, now);
    this.settle('withdrawn', by, now, { why, about: { referralId } });
  }

  /**
   * Rows 28, 49 and 51: nobody gives it back, it comes back. At its deadline from everyone further down as well;
   * from a receiver that is there no longer once the question is with that receiver.
   */
  comesBack(referralId: string, cause: 'deadline' | 'receiver-gone', active: Active, now: Date): void {
    const referral = this.referral(referralId);
    if (referral.outcome === 'returned') return;
    if (referral.outcome) throw new no.ReferralEnded(referral.outcome);
    if (cause === 'receiver-gone' && this.chain.at(-1) !== referral)
      throw new no.WithAnotherLibrary(this.turn!);
    const system = { accountId: null, institutionId: null };
    this.unwind(system, referral, 'returned', active, now);
    this.settle('returned', system, now, { about: { referralId, cause } });
  }

  /** The referrals that one return or withdrawal ended, itself among them. */
  endedWith(referralId: string): string[] {
    return this.referrals.filter((r) => r.endedWith === referralId).map((r) => r.id);
  }

  protected mustHaveRoomFor(referring: Referring): void {
    if (this.chain.length >= mostHops) throw new no.TooManyHops(mostHops);
    if (this.noContact && !referring.noContactConfirmed) throw new no.NoContactUnconfirmed();
  }

  protected mustNotBeReferred(): void {
    const top = this.chain.at(-1);
    this.mustNotWaitOutside();
    if (top) throw new no.ReturnFirst(top.id);
  }

  /** Whoever was asked for advice is told before somebody else is asked. */
  protected mustNotWaitOutside(): void {
    const top = this.chain.at(-1);
    if (top?.outside) throw new no.WithdrawFirst(top.id);
  }

  /** Ends whatever is open because the question itself came to an end; the ids it ended. */
  protected endChain(outcome: Outcome, now: Date): string[] {
    const open = this.chain;
    for (const referral of open) referral.end(outcome, now);
    return open.map((r) => r.id);
  }

  /** Every library below gets back the standing it had, the top one first; then the sender has the turn. */
  private unwind(by: By, last: Referral, outcome: Outcome, active: Active, now: Date): void {
    for (const referral of this.chain.filter((r) => r.hop >= last.hop).reverse()) {
      const { receiverInstitutionId: receiver } = referral;
      if (receiver) Object.assign(this.holdingOf(receiver)!, referral.receiverBefore);
      referral.end(referral === last ? outcome : 'withdrawn', now, last.id);
    }
    const sender = this.holdingOf(last.senderInstitutionId)!;
    this.move(moves.giveBack, by, sender.institutionId);
    if (last.receiverInstitutionId) this.remindAnew();
    if (sender.assigneeId && !active.has(sender.assigneeId)) sender.assigneeId = null;
  }

  /** Row 44: the library that has to act now is told of the due date, whoever was told before. */
  private remindAnew(): void {
    this.dueSoonToldFor = null;
    this.overdueToldFor = null;
  }

  protected hop(actor: Actor, { id, kind }: Referring, now: Date, more: Partial<Referral>): Referral {
    return Object.assign(new Referral(), more, {
      id,
      questionId: this.id,
      hop: this.referrals.length + 1,
      kind,
      senderInstitutionId: actor.institutionId,
      madeAt: now,
    });
  }

  protected repeats({ id }: Referring, actor: Actor, to: string | null): boolean {
    const same = this.referrals.find((r) => r.id === id);
    if (!same) return false;
    if (same.senderInstitutionId === actor.institutionId && same.receiverInstitutionId === to) return true;
    throw new no.ReferralIdTaken();
  }

  protected referral(id: string): Referral {
    const referral = this.referrals.find((r) => r.id === id);
    if (!referral || referral.outcome === 'shared') throw new NotFound('referral');
    return referral;
  }
}
