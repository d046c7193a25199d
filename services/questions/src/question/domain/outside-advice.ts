// Experts and e-mail partners advise; the library that asked them keeps the question: rows 30 to 32.
import { moves } from './moves.js';
import type { Question } from './question.js';
import { NotFound } from '@carrel/kernel';
import { type Actor, system } from './people.js';
import {
  type Referring,
  isRepeated,
  mustNotWaitOutside,
  mustHaveRoomFor,
  newReferral,
  type Active,
  referralOf,
} from './referring.js';

/** Rows 30 and 31. The same referral again changes nothing. */
export function consultOutside(question: Question, actor: Actor, referring: Referring, now: Date): void {
  if (isRepeated(question, referring, actor, null)) return;
  question.requireTurn(actor);
  mustNotWaitOutside(question);
  mustHaveRoomFor(question, referring);
  const { id: referralId, kind, reason, expertAccountId = null } = referring;
  const receiverAccountIds = [...(referring.expertAccountIds ?? [])];
  question.referrals.push(
    newReferral(question, actor, referring, now, { receiverAccountId: expertAccountId, receiverAccountIds }),
  );
  question.applyMove(kind === 'expert' ? moves.consultExpert : moves.consultAddress, actor);
  question.finishAction('referred', actor, now, { why: reason, about: { referralId, kind } });
  question.recordEvent('question.referred.v1', actor, { referralId, receiverInstitutionId: null }, now);
}

/** Row 32: what they wrote goes into the history, and a librarian decides what the patron gets of it. */
export function addPartnerReply(
  question: Question,
  referralId: string,
  { matchedBy, ...reply }: { id: string; text: string; quoted?: string; matchedBy?: string | undefined },
  active: Active,
  now: Date,
): void {
  const referral = referralOf(question, referralId);
  if (!referral.outside) throw new NotFound('referral');
  if (referral.open) {
    const sender = question.holdingOf(referral.senderInstitutionId)!;
    referral.end('replied', now);
    question.applyMove(moves.adviceCame, system, sender.institutionId);
    if (sender.assigneeId && !active.has(sender.assigneeId)) sender.assigneeId = null;
  }
  question.addMessage('partner-reply', system, reply, now);
  const about = { referralId, messageId: reply.id, ...(matchedBy ? { matchedBy } : {}) };
  question.finishAction('partner-replied', system, now, { about });
  const details = { noteId: reply.id, kind: 'partner-reply', referralId };
  question.recordEvent('question.note-added.v1', system, details, now);
}
