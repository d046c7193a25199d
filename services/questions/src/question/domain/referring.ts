// The chain of referrals: rows 24 to 29 and 33.
import { forbidsReferral, MOST_WAITING } from '@carrel/contracts';
import * as refusals from './refusals.js';
import { moves } from './moves.js';
import type { Question } from './question.js';
import { NotFound } from '@carrel/kernel';
import { type Actor, type By, system } from './people.js';
import { type ReferralKind, type Outcome, Referral } from './referral.js';
import { standingOf } from './question-standing.js';

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

/** Rows 24, 25 and 26. The same referral again changes nothing. */
export function referQuestion(
  question: Question,
  actor: Actor,
  to: string,
  referring: Referring,
  now: Date,
): void {
  if (isRepeated(question, referring, actor, to)) return;
  question.requireTurn(actor);
  mustNotWaitOutside(question);
  mustBeAbleToReceive(question, actor, to);
  mustHaveRoomFor(question, referring);
  const receiver = question.addRelation(to, 'receiver');
  question.referrals.push(
    newReferral(question, actor, referring, now, {
      receiverInstitutionId: to,
      receiverBefore: receiver.snapshot(),
    }),
  );
  question.applyMove(moves.refer, actor, to);
  clearReminders(question);
  question.finishAction('referred', actor, now, {
    why: referring.reason,
    about: { referralId: referring.id, toInstitutionId: to },
  });
  question.recordEvent(
    'question.referred.v1',
    actor,
    { referralId: referring.id, receiverInstitutionId: to },
    now,
  );
}

/** Row 33 (R84): hands it to whichever library of the group claims it. */
export function shareQuestion(
  question: Question,
  actor: Actor,
  referring: Referring,
  sharedFollowup: boolean,
  now: Date,
): void {
  if (isRepeated(question, referring, actor, null)) return;
  const mine = question.requireTurn(actor);
  mustNotBeReferred(question);
  if (!sharedFollowup) throw new refusals.SharedFollowupOff();
  if (forbidsReferral['already-shared'](standingOf(question))) throw new refusals.AlreadyShared();
  if (question.noContact && !referring.noContactConfirmed) throw new refusals.NoContactUnconfirmed();
  question.referrals.push(newReferral(question, actor, referring, now, { outcome: 'shared', endedAt: now }));
  question.applyMove(mine === question.home ? moves.shareFromHome : moves.share, actor);
  question.finishAction('shared', actor, now, { why: referring.reason, about: { referralId: referring.id } });
  question.recordEvent(
    'question.referred.v1',
    actor,
    { referralId: referring.id, receiverInstitutionId: null },
    now,
  );
}

/** Row 27: the receiver whose turn it is gives it back. */
export function returnReferral(
  question: Question,
  by: By,
  referralId: string,
  why: string | null,
  active: Active,
  now: Date,
): void {
  const referral = referralOf(question, referralId);
  if (!referral.isTo(by)) throw new NotFound('referral');
  if (referral.outcome === 'returned') return;
  if (referral.outcome) throw new refusals.ReferralEnded(referral.outcome);
  if (question.chain.at(-1) !== referral) throw new refusals.WithAnotherLibrary(question.turn!);
  unwindReferrals(question, by, referral, 'returned', active, now);
  question.finishAction('returned', by, now, { why, about: { referralId } });
}

/** Row 29: the sender takes it back, from the receiver and from everyone further down the chain. */
export function withdrawReferral(
  question: Question,
  by: By,
  referralId: string,
  why: string | null,
  active: Active,
  now: Date,
): void {
  const referral = referralOf(question, referralId);
  if (referral.senderInstitutionId !== by.institutionId) throw new NotFound('referral');
  if (referral.outcome === 'withdrawn') return;
  if (referral.outcome) throw new refusals.ReferralEnded(referral.outcome);
  unwindReferrals(question, by, referral, 'withdrawn', active, now);
  question.finishAction('withdrawn', by, now, { why, about: { referralId } });
}

/**
 * Rows 28, 49 and 51: nobody gives it back, it comes back. At its deadline from everyone further down as well;
 * from a receiver that is there no longer once the question is with that receiver.
 */
export function returnBySystem(
  question: Question,
  referralId: string,
  cause: 'deadline' | 'receiver-gone',
  active: Active,
  now: Date,
): void {
  const referral = referralOf(question, referralId);
  if (referral.outcome === 'returned') return;
  if (referral.outcome) throw new refusals.ReferralEnded(referral.outcome);
  if (cause === 'receiver-gone' && question.chain.at(-1) !== referral)
    throw new refusals.WithAnotherLibrary(question.turn!);
  unwindReferrals(question, system, referral, 'returned', active, now);
  question.finishAction('returned', system, now, { about: { referralId, cause } });
}

/** The referrals that one return or withdrawal ended, itself among them. */
export function referralsEndedWith(question: Question, referralId: string): string[] {
  return question.referrals.filter((r) => r.endedWith === referralId).map((r) => r.id);
}

// The rules that referrals goes by beforehand stand in contracts; here they are held to, on the question as it is now.
function mustBeAbleToReceive(question: Question, { institutionId }: Actor, to: string): void {
  const standing = standingOf(question);
  if (forbidsReferral['same-library'](standing, institutionId, to)) throw new refusals.SameLibrary();
  const waiting = question.chain.find((r) => r.senderInstitutionId === to);
  if (waiting && forbidsReferral['return-instead'](standing, to))
    throw new refusals.ReturnInstead(waiting.id);
  if (forbidsReferral['waiting-in-chain'](standing, to)) throw new refusals.WaitingInChain(to);
}

export function mustHaveRoomFor(question: Question, referring: Referring): void {
  if (forbidsReferral['too-many-hops'](standingOf(question))) throw new refusals.TooManyHops(MOST_WAITING);
  if (question.noContact && !referring.noContactConfirmed) throw new refusals.NoContactUnconfirmed();
}

export function mustNotBeReferred(question: Question): void {
  mustNotWaitOutside(question);
  if (forbidsReferral['return-first'](standingOf(question)))
    throw new refusals.ReturnFirst(question.chain.at(-1)!.id);
}

/** Whoever was asked for advice is told before somebody else is asked. */
export function mustNotWaitOutside(question: Question): void {
  const standing = standingOf(question);
  if (forbidsReferral['withdraw-first'](standing))
    throw new refusals.WithdrawFirst(standing.outsideReferralId!);
}

/** Ends whatever is open because the question itself came to an end; the ids it ended. */
export function endOpenReferrals(question: Question, outcome: Outcome, now: Date): string[] {
  const open = question.chain;
  for (const referral of open) referral.end(outcome, now);
  return open.map((r) => r.id);
}

/** Every library below gets back the standing it had, the top one first; then the sender has the turn. */
function unwindReferrals(
  question: Question,
  by: By,
  last: Referral,
  outcome: Outcome,
  active: Active,
  now: Date,
): void {
  for (const referral of question.chain.filter((r) => r.hop >= last.hop).reverse()) {
    const { receiverInstitutionId: receiver } = referral;
    if (receiver) Object.assign(question.holdingOf(receiver)!, referral.receiverBefore);
    referral.end(referral === last ? outcome : 'withdrawn', now, last.id);
  }
  const sender = question.holdingOf(last.senderInstitutionId)!;
  question.applyMove(moves.giveBack, by, sender.institutionId);
  if (last.receiverInstitutionId) clearReminders(question);
  if (sender.assigneeId && !active.has(sender.assigneeId)) sender.assigneeId = null;
}

/** Row 44: the library that has to act now is told of the due date, whoever was told before. */
function clearReminders(question: Question): void {
  question.dueSoonNotifiedFor = null;
  question.overdueNotifiedFor = null;
}

export function newReferral(
  question: Question,
  actor: Actor,
  { id, kind }: Referring,
  now: Date,
  more: Partial<Referral>,
): Referral {
  return Object.assign(new Referral(), more, {
    id,
    questionId: question.id,
    hop: question.referrals.length + 1,
    kind,
    senderInstitutionId: actor.institutionId,
    madeAt: now,
  });
}

export function isRepeated(question: Question, { id }: Referring, actor: Actor, to: string | null): boolean {
  const same = question.referrals.find((r) => r.id === id);
  if (!same) return false;
  if (same.senderInstitutionId === actor.institutionId && same.receiverInstitutionId === to) return true;
  throw new refusals.ReferralIdTaken();
}

export function referralOf(question: Question, id: string): Referral {
  const referral = question.referrals.find((r) => r.id === id);
  if (!referral || referral.outcome === 'shared') throw new NotFound('referral');
  return referral;
}
