// Who works on a question: rows 13 to 16, 29b and 49.
import * as refusals from './refusals.js';
import { moves } from './moves.js';
import type { Question } from './question.js';
import { type Actor, system } from './people.js';
import { endOpenReferrals, mustNotBeReferred, type Active } from './referring.js';

/** Row 29b: the patron's library can always take its question back. */
export function recallQuestion(question: Question, actor: Actor, reason: string, now: Date): void {
  question.requireReading(actor);
  const atHome = actor.institutionId === question.homeInstitutionId;
  if (!atHome || !(actor.reviewer || actor.admin)) throw new refusals.HomeRecalls();
  if (!question.turn) throw new refusals.NothingOpen();
  if (question.home.hasTurn) throw new refusals.NotFromHome();
  const withdrawnReferralIds = endOpenReferrals(question, 'withdrawn', now);
  question.cameFromPool = false;
  question.applyMove(moves.recall, actor);
  question.finishAction('recalled', actor, now, { why: reason });
  question.recordEvent('question.unclaimed.v1', actor, { withdrawnReferralIds }, now);
}

/** Row 49: the person's questions become unassigned; closed ones keep the name. */
export function unassignAccount(question: Question, accountId: string, now: Date): void {
  for (const holding of question.holdings) {
    if (holding.assigneeId !== accountId || holding.status === 'closed') continue;
    holding.assigneeId = null;
    question.finishAction('assigned', system, now, { about: { assigneeId: null } });
    question.recordEvent('question.assigned.v1', system, { assigneeId: null }, now);
  }
}

/** Rows 13 and 14 (R72, A3): from Shared Followup, or where the own library has it New. */
export function claimQuestion(question: Question, actor: Actor, now: Date): void {
  const fromPool =
    question.pooled && (actor.sharesPool || actor.institutionId === question.homeInstitutionId);
  if (fromPool) question.addRelation(actor.institutionId, 'claimer');
  else mustBeClaimable(question, actor);
  const own = question.holdingOf(actor.institutionId)!;
  if (fromPool || own.status === 'new')
    question.applyMove(fromPool ? moves.claimFromPool : moves.claim, actor);
  else own.assigneeId = actor.accountId;
  question.cameFromPool ||= fromPool;
  question.setHandler(actor);
  question.finishAction('claimed', actor, now);
  question.recordEvent('question.claimed.v1', actor, { fromPool }, now);
}

/** Gives a claimed question up again (row 15, A26). */
export function unclaimQuestion(question: Question, actor: Actor, now: Date): void {
  const mine = question.requireTurn(actor);
  mustNotBeReferred(question);
  if (!mine.assigneeId) throw new refusals.NotClaimed();
  if (mine.assigneeId !== actor.accountId && !actor.admin) throw new refusals.NotTheClaimer();
  question.applyMove(mine === question.home ? moves.unclaimAtHome : moves.unclaim, actor);
  question.finishAction('unclaimed', actor, now);
  question.recordEvent('question.unclaimed.v1', actor, {}, now);
}

/** Row 16: an administrator of the library, or the present assignee, to a colleague. */
export function assignQuestion(
  question: Question,
  actor: Actor,
  assigneeId: string,
  active: Active,
  now: Date,
): void {
  const mine = question.requireListed(actor);
  if (mine.status === 'closed') throw new refusals.AlreadyClosed();
  if (!actor.admin && mine.assigneeId !== actor.accountId) throw new refusals.NotYoursToAssign();
  if (!active.has(assigneeId)) throw new refusals.NotAColleague();
  if (mine === question.home) question.cameFromPool ||= question.pooled;
  question.applyMove(mine === question.home ? moves.assignAtHome : moves.assign, actor);
  mine.assigneeId = assigneeId;
  question.finishAction('assigned', actor, now, { about: { assigneeId } });
  question.recordEvent('question.assigned.v1', actor, { assigneeId }, now);
}

function mustBeClaimable(question: Question, actor: Actor): void {
  const own = question.holdingOf(actor.institutionId);
  const taken = question.cameFromPool && actor.sharesPool ? question.turn : own;
  if (own?.hasTurn && !own.assigneeId) return;
  if (taken?.hasTurn && taken.assigneeId) {
    const byActor = taken.assigneeId === actor.accountId;
    throw new refusals.AlreadyClaimed(taken, byActor ? 'You have already' : undefined);
  }
  question.requireTurn(actor);
}
