import { moves } from './moves.js';
import { dueFrom, type HomeRules } from './home-rules.js';
import type { ClosePolicy } from './care.js';
import type { Actor } from './people.js';
import type { DeliveredBy } from './record.js';
import type { Active } from './referable.js';
import * as no from './refusals.js';
import { TimedQuestion } from './timed.js';

/** Why a close counts apart: it was no question, or another one again. */
export type Mark = { readonly as: 'spam' } | { readonly as: 'duplicate'; readonly ofId: string };
export interface Reopening {
  readonly reason: string;
  /** Of the patron's library. */
  readonly assigneeId?: string | null;
  /** Into Shared Followup instead. */
  readonly pool?: boolean;
}

/** A patron's question and every rule about who may do what with it; rows as in the table of moves. */
export class Question extends TimedQuestion {
  /** Rows 13 and 14 (R72, A3): from Shared Followup, or where the own library has it New. */
  claimBy(actor: Actor, now: Date): void {
    const fromPool = this.pooled && (actor.sharesPool || actor.institutionId === this.homeInstitutionId);
    if (fromPool) this.hold(actor.institutionId, 'claimer');
    else this.mustBeClaimableAt(actor);
    const own = this.holdingOf(actor.institutionId)!;
    if (fromPool || own.status === 'new') this.move(fromPool ? moves.claimFromPool : moves.claim, actor);
    else own.assigneeId = actor.accountId;
    this.cameFromPool ||= fromPool;
    this.handledBy(actor);
    this.settle('claimed', actor, now);
    this.tell('question.claimed.v1', actor, { fromPool }, now);
  }

  /** Row 15 (A26). */
  unclaimBy(actor: Actor, now: Date): void {
    const mine = this.turnOf(actor);
    this.mustNotBeReferred();
    if (!mine.assigneeId) throw new no.NotClaimed();
    if (mine.assigneeId !== actor.accountId && !actor.admin) throw new no.NotTheClaimer();
    this.move(mine === this.home ? moves.unclaimAtHome : moves.unclaim, actor);
    this.settle('unclaimed', actor, now);
    this.tell('question.unclaimed.v1', actor, {}, now);
  }

  /** Row 16: an administrator of the library, or the present assignee, to a colleague. */
  assignBy(actor: Actor, assigneeId: string, active: Active, now: Date): void {
    const mine = this.listedBy(actor);
    if (mine.status === 'closed') throw new no.AlreadyClosed();
    if (!actor.admin && mine.assigneeId !== actor.accountId) throw new no.NotYoursToAssign();
    if (!active.has(assigneeId)) throw new no.NotAColleague();
    if (mine === this.home) this.cameFromPool ||= this.pooled;
    this.move(mine === this.home ? moves.assignAtHome : moves.assign, actor);
    mine.assigneeId = assigneeId;
    this.settle('assigned', actor, now, { about: { assigneeId } });
    this.tell('question.assigned.v1', actor, { assigneeId }, now);
  }

  /** Row 17: every library that lists the question reads the note, the patron never. */
  noteBy(actor: Actor, note: { id: string; text: string }, now: Date): void {
    this.listedBy(actor);
    this.move(moves.note, actor);
    this.say('note', actor, note, now);
    this.settle('noted', actor, now, { about: { messageId: note.id } });
    this.tell('question.note-added.v1', actor, { noteId: note.id, kind: 'note' }, now);
  }

  /** Row 21 (A4, R71, R107, R108); when nothing is open, a library that has it Answered may add to it. */
  answerBy(actor: Actor, answer: { id: string; text: string; deliveredBy: DeliveredBy }, now: Date): void {
    const addition = !this.turn && this.readingOf(actor) && this.listedBy(actor).status === 'answered';
    const answerer = addition ? actor : this.answererOf(actor);
    const nothingMore = answer.deliveredBy === 'none';
    if (answer.deliveredBy === 'mail') this.mustHaveContact();
    if (nothingMore && !this.answeredByInstitutionId && this.resolution !== 'answered')
      throw new no.NotYetAnswered();
    if (!nothingMore) this.answeredByInstitutionId = answerer.institutionId;
    this.move(moves.answer, actor);
    const answeredReferralIds = this.endChain('answered', now);
    this.cameFromPool = false;
    this.handledBy(actor);
    this.say(nothingMore ? 'note' : 'answer', actor, answer, now);
    const { id: answerId, deliveredBy } = answer;
    this.settle('answered', actor, now, { about: { messageId: answerId, deliveredBy } });
    const informedInstitutionIds = this.informedBy(actor);
    const told = { answerId, deliveredBy, informedInstitutionIds, answeredReferralIds };
    this.tell('question.answered.v1', actor, told, now);
  }

  /** Rows 40 and 41 (A2, R75, R109). */
  closeBy(actor: Actor, policy: ClosePolicy, now: Date, mark?: Mark): void {
    this.mustBeReadBy(actor);
    if (this.state === 'closed') throw new no.AlreadyClosed();
    const atHome = actor.institutionId === this.homeInstitutionId;
    if (!actor.coordinator) {
      if (policy === 'home-reviewers-only' && !(atHome && actor.reviewer)) throw new no.HomeReviewersClose();
      this.listedBy(actor);
      if (this.turn && !atHome) this.turnOf(actor);
    }
    if (mark?.as === 'duplicate' && mark.ofId === this.id) throw new no.NotItsOwnDuplicate();
    this.move(moves.close, actor);
    const closedReferralIds = this.endChain('closed', now);
    this.cameFromPool = false;
    const duplicateOfId = mark?.as === 'duplicate' ? mark.ofId : null;
    Object.assign(this, { mark: mark?.as ?? null, duplicateOfId });
    this.settle('closed', actor, now, { about: { mark: this.mark, duplicateOfId } });
    this.tell('question.closed.v1', actor, { closedReferralIds }, now);
  }

  /** Row 43 (R57, A25): a reviewer finds follow-up due whatever the code. */
  reopenBy(actor: Actor, wish: Reopening, rules: HomeRules, active: Active, now: Date): void {
    this.mustBeReviewedBy(actor);
    if (this.state === 'open') throw new no.StillOpen();
    const { reason, assigneeId = null, pool = false } = wish;
    if (pool && assigneeId) throw new no.NobodyInPool();
    if (pool && !rules.sharedFollowup) throw new no.SharedFollowupOff();
    if (assigneeId && !active.has(assigneeId)) throw new no.NotAColleague();
    const row = pool ? moves.reopenIntoPool : moves.reopen;
    this.move(row, actor, this.homeInstitutionId, dueFrom(now, rules));
    this.home.assigneeId = assigneeId;
    Object.assign(this, { mark: null, duplicateOfId: null });
    this.settle('reopened', actor, now, { why: reason, about: { assigneeId } });
    this.tell('question.reopened.v1', actor, {}, now);
  }

  /** Every sender of the chain and the patron's library, except the one that acts (R108). */
  private informedBy(actor: Actor): string[] {
    const senders = this.referrals.filter((r) => r.stands).map((r) => r.senderInstitutionId);
    return [...new Set([...senders, this.homeInstitutionId])].filter((id) => id !== actor.institutionId);
  }

  private mustBeClaimableAt(actor: Actor): void {
    const own = this.holdingOf(actor.institutionId);
    const taken = this.cameFromPool && actor.sharesPool ? this.turn : own;
    if (own?.hasTurn && !own.assigneeId) return;
    if (taken?.hasTurn && taken.assigneeId) throw new no.AlreadyClaimed(taken);
    this.turnOf(actor);
  }
}
