// A library was closed, and another takes over what its patrons asked: row 51.
import * as refusals from './refusals.js';
import { moves } from './moves.js';
import type { Question } from './question.js';
import type { HomeRules } from './home-rules.js';
import { system } from './people.js';
import { endOpenReferrals } from './referring.js';

/** Open or not: a reply may still come, and the retention periods need an existing library. */
export function handOverQuestion(
  question: Question,
  successorId: string,
  patronId: string | null,
  rules: HomeRules,
  now: Date,
): void {
  const { home: closed, homeInstitutionId: closedId } = question;
  if (closedId === successorId) return;
  // Referrals gives back what the closed library had received; until then the question is with it as a receiver.
  const received = question.chain.find((referral) => referral.receiverInstitutionId === closedId);
  if (received) throw new refusals.ReturnFirst(received.id);
  const waits = question.chain.some((r) =>
    [r.senderInstitutionId, r.receiverInstitutionId].includes(successorId),
  );
  const withdrawnReferralIds = waits ? endOpenReferrals(question, 'withdrawn', now) : [];
  for (const referral of question.referrals)
    if (referral.senderInstitutionId === closedId && referral.open)
      referral.senderInstitutionId = successorId;

  const own = question.addRelation(successorId, 'home');
  const standing = closed.snapshot();
  Object.assign(question, { homeInstitutionId: successorId, patronId });
  Object.assign(closed, { status: null, assigneeId: null, waitingOn: null });
  closed.relations = closed.relations.filter((relation) => relation !== 'home');
  if (withdrawnReferralIds.length)
    question.applyMove(moves.recall, { accountId: null, institutionId: successorId });
  else if (!own.open) Object.assign(own, standing, { assigneeId: null });
  else if (standing.status === 'new')
    question.applyMove(moves.unclaimAtHome, { accountId: null, institutionId: successorId });
  if (!rules.sharedFollowup) question.pooled = false;
  question.finishAction('handed-over', system, now, {
    about: { fromInstitutionId: closedId, toInstitutionId: successorId },
  });
  if (withdrawnReferralIds.length)
    question.recordEvent('question.unclaimed.v1', system, { withdrawnReferralIds }, now);
  else question.recordEvent('question.assigned.v1', system, { assigneeId: null }, now);
}

/** Without a successor: any library of the group may claim it, where Shared Followup is on (R66). */
export function leaveToGroup(question: Question, { sharedFollowup }: HomeRules, now: Date): void {
  const { home } = question;
  if (!sharedFollowup || question.pooled || home.status !== 'new') return;
  question.applyMove(moves.shareFromHome, { accountId: null, institutionId: question.homeInstitutionId });
  question.finishAction('shared', system, now);
  question.recordEvent('question.assigned.v1', system, { assigneeId: null }, now);
}

/**
 * A closed library worked on another library's question: that library has it again, and Shared Followup where it
 * was claimed from there. Whoever it was referred on to works on, for the patron's library.
 */
export function giveUpForClosedLibrary(
  question: Question,
  closedId: string,
  { sharedFollowup }: HomeRules,
  now: Date,
): void {
  const closed = question.holdingOf(closedId);
  if (!closed?.open || closed === question.home) return;
  const received = question.chain.find((referral) => referral.receiverInstitutionId === closedId);
  if (received) throw new refusals.ReturnFirst(received.id);
  if (!closed.hasTurn) {
    for (const referral of question.chain)
      if (referral.senderInstitutionId === closedId)
        referral.senderInstitutionId = question.homeInstitutionId;
    question.addRelation(question.homeInstitutionId, 'sender');
    Object.assign(closed, { status: null, assigneeId: null, waitingOn: null });
    question.finishAction('unclaimed', system, now, { about: { fromInstitutionId: closedId } });
    return question.recordEvent('question.assigned.v1', system, { assigneeId: null }, now);
  }
  const withdrawnReferralIds = endOpenReferrals(question, 'withdrawn', now);
  const shared = question.cameFromPool && sharedFollowup;
  question.applyMove(moves.recall, { accountId: null, institutionId: question.homeInstitutionId });
  Object.assign(question, { pooled: shared, cameFromPool: false });
  question.finishAction('unclaimed', system, now, { about: { fromInstitutionId: closedId } });
  question.recordEvent('question.unclaimed.v1', system, { withdrawnReferralIds }, now);
}
