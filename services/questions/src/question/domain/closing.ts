// Closing, finishing one library's part, reopening: rows 40 to 43.
import * as refusals from './refusals.js';
import { moves } from './moves.js';
import type { Question } from './question.js';
import { type HomeRules, dueFrom } from './home-rules.js';
import { patron, type Actor } from './people.js';
import { endOpenReferrals, type Active } from './referring.js';

/** Who closes, by the setting of the group of the patron's library (A2, B10). */
export type ClosePolicy = 'any-holder' | 'home-reviewers-only';
/** Why a close is counted apart: spam, or a duplicate. */
export type Mark = { readonly as: 'spam' } | { readonly as: 'duplicate'; readonly ofId: string };
export interface Reopening {
  readonly reason: string;
  /** Of the patron's library. */
  readonly assigneeId?: string | null;
  /** Into Shared Followup instead. */
  readonly pool?: boolean;
}

/** Row 42 (A2): where only home reviewers close, another library finishes its own part. */
export function finishOwnPart(
  question: Question,
  actor: Actor,
  policy: ClosePolicy,
  noteId: string,
  now: Date,
): void {
  const mine = question.requireListed(actor);
  if (policy === 'any-holder') throw new refusals.CloseInstead();
  if (mine === question.home) throw new refusals.HomeReviewersClose();
  if (mine.status === 'closed') throw new refusals.AlreadyClosed();
  if (mine.status !== 'answered') throw new refusals.AnswerOrReturnFirst();
  question.applyMove(moves.done, actor);
  question.finishAction('done', actor, now);
  question.recordEvent('question.note-added.v1', actor, { noteId, kind: 'done' }, now);
}

export function mustBeReviewer(question: Question, actor: Actor): void {
  question.requireReading(actor);
  const relations = question.holdingOf(actor.institutionId)?.relations ?? [];
  const concerned = relations.some((relation) => relation === 'home' || relation === 'chatting');
  if (!actor.coordinator && !(actor.reviewer && concerned)) throw new refusals.NotAReviewer();
}

/** Closes the question for every library (rows 40 and 41; A2, R75, R109). */
export function closeQuestion(
  question: Question,
  actor: Actor,
  policy: ClosePolicy,
  now: Date,
  mark?: Mark,
): void {
  question.requireReading(actor);
  if (question.state === 'closed') throw new refusals.AlreadyClosed();
  const atHome = actor.institutionId === question.homeInstitutionId;
  if (!actor.coordinator) {
    if (policy === 'home-reviewers-only' && !(atHome && actor.reviewer))
      throw new refusals.HomeReviewersClose();
    question.requireListed(actor);
    if (question.turn && !atHome) question.requireTurn(actor);
  }
  if (mark?.as === 'duplicate' && mark.ofId === question.id) throw new refusals.NotItsOwnDuplicate();
  question.applyMove(moves.close, actor);
  const closedReferralIds = endOpenReferrals(question, 'closed', now);
  question.cameFromPool = false;
  const duplicateOfId = mark?.as === 'duplicate' ? mark.ofId : null;
  Object.assign(question, { mark: mark?.as ?? null, duplicateOfId });
  question.finishAction('closed', actor, now, { about: { mark: question.mark, duplicateOfId } });
  question.recordEvent('question.closed.v1', actor, { closedReferralIds }, now);
}

/** Row 41b: the patron says that it is solved; open anywhere or answered, it is closed for every library. */
export function closeAsSolved(question: Question, now: Date): void {
  if (question.state === 'closed') throw new refusals.AlreadyClosed();
  question.applyMove(moves.close, patron);
  const closedReferralIds = endOpenReferrals(question, 'closed', now);
  question.cameFromPool = false;
  question.finishAction('closed', patron, now, {
    about: { mark: null, duplicateOfId: null, solved: 'patron' },
  });
  question.recordEvent('question.closed.v1', patron, { closedReferralIds }, now);
}

/** Row 43 (R57, A25): a reviewer asks for follow-up whatever the resolution code. */
export function reopenQuestion(
  question: Question,
  actor: Actor,
  input: Reopening,
  rules: HomeRules,
  active: Active,
  now: Date,
): void {
  mustBeReviewer(question, actor);
  if (question.state === 'open') throw new refusals.StillOpen();
  const { reason, assigneeId = null, pool = false } = input;
  if (pool && assigneeId) throw new refusals.NobodyInPool();
  if (pool && !rules.sharedFollowup) throw new refusals.SharedFollowupOff();
  if (assigneeId && !active.has(assigneeId)) throw new refusals.NotAColleague();
  const row = pool ? moves.reopenIntoPool : moves.reopen;
  question.applyMove(row, actor, question.homeInstitutionId, dueFrom(now, rules));
  question.home.assigneeId = assigneeId;
  Object.assign(question, { mark: null, duplicateOfId: null });
  question.finishAction('reopened', actor, now, { why: reason, about: { assigneeId } });
  question.recordEvent('question.reopened.v1', actor, {}, now);
}
