import type { ResolutionCode } from '@carrel/contracts';
import { mustDescribe, type Describing } from '@carrel/kernel';
import { ConversingQuestion, type Letter } from './conversation.js';
import { moves } from './moves.js';
import type { Actor, By } from './people.js';
import * as no from './refusals.js';

/** Who closes, by the setting of the group of the patron's library (A2, B10). */
export type ClosePolicy = 'any-holder' | 'home-reviewers-only';
/** What a question was about (R77). */
export const topics = ['research', 'policy', 'circulation', 'access-services', 'other'] as const;
export interface Coding {
  readonly topic: (typeof topics)[number] | null;
  /** At most four. */
  readonly codes: readonly string[];
  /** Reference Effort Assessment Data, 1 to 6. */
  readonly readScale: number | null;
}

/** What is done about a question beside working on it: rows 22, 23, 29b, 34, 42 and 49. */
export abstract class CaredForQuestion extends ConversingQuestion {
  /** Row 22: for statistics only; nobody's list changes. */
  recodeBy(actor: Actor, resolution: ResolutionCode, reason: string, now: Date): void {
    this.mustBeReviewedBy(actor);
    if (!this.resolution) throw new no.NeverChatted();
    if (this.resolution === resolution) throw new no.SameCode();
    const { resolution: before } = this;
    if (before === 'practice' || resolution === 'practice') this.practice = resolution === 'practice';
    this.resolution = resolution;
    this.move(moves.note, actor);
    this.settle('recoded', actor, now, { why: reason, about: { before, resolution } });
    this.tell('question.recoded.v1', actor, { resolution }, now);
  }

  /** Row 23 (R111): whom the patron was sent to outside; recorded, not routed. */
  nameAgencyBy(actor: Actor, agency: Letter, now: Date): void {
    this.mustBeReadBy(actor);
    const chatted = this.holdingOf(actor.institutionId)?.relations.includes('chatting');
    if (!chatted && this.turn?.institutionId !== actor.institutionId) throw new no.NotOfTheChat();
    this.move(moves.note, actor);
    this.say('outside-agency', actor, agency, now);
    this.settle('agency-named', actor, now, { about: { messageId: agency.id } });
    this.tell('question.note-added.v1', actor, { noteId: agency.id, kind: 'outside-agency' }, now);
  }

  /** Row 29b: the patron's library can always take its question back. */
  recallBy(actor: Actor, reason: string, now: Date): void {
    this.mustBeReadBy(actor);
    const atHome = actor.institutionId === this.homeInstitutionId;
    if (!atHome || !(actor.reviewer || actor.admin)) throw new no.HomeRecalls();
    if (!this.turn) throw new no.NothingOpen();
    if (this.home.hasTurn) throw new no.NotFromHome();
    const withdrawnReferralIds = this.endChain('withdrawn', now);
    this.cameFromPool = false;
    this.move(moves.recall, actor);
    this.settle('recalled', actor, now, { why: reason });
    this.tell('question.unclaimed.v1', actor, { withdrawnReferralIds }, now);
  }

  /** Row 34 (R81): a weak transcript, with comments, to those who look after quality. */
  forwardBy(actor: Actor, to: 'coordinator' | 'quality-control', comment: Letter, now: Date): void {
    this.mustBeReadBy(actor);
    if (!actor.reviewer && !actor.coordinator) throw new no.NotAReviewer();
    this.move(moves.note, actor);
    this.say('quality', actor, comment, now);
    this.settle('forwarded', actor, now, { about: { messageId: comment.id, to } });
    const told = { noteId: comment.id, kind: 'quality', forwardedTo: to };
    this.tell('question.note-added.v1', actor, told, now);
  }

  /** R80: a reviewer has left the librarian who chatted a word. A look at what is done is no activity. */
  giveFeedback(reviewer: By, feedbackToId: string, now: Date): void {
    this.tell('question.feedback-given.v1', reviewer, { feedbackToId }, now);
  }

  /** Row 42 (A2): where only home reviewers close, another library finishes its own part. */
  doneBy(actor: Actor, policy: ClosePolicy, noteId: string, now: Date): void {
    const mine = this.listedBy(actor);
    if (policy === 'any-holder') throw new no.CloseInstead();
    if (mine === this.home) throw new no.HomeReviewersClose();
    if (mine.status === 'closed') throw new no.AlreadyClosed();
    if (mine.status !== 'answered') throw new no.AnswerOrReturnFirst();
    this.move(moves.done, actor);
    this.settle('done', actor, now);
    this.tell('question.note-added.v1', actor, { noteId, kind: 'done' }, now);
  }

  /** R77: what it was about, for statistics. */
  codeBy(actor: Actor, { topic, codes, readScale }: Coding, describing: Describing, now: Date): void {
    this.listedBy(actor);
    mustDescribe(codes, { ...describing, before: this.codes });
    Object.assign(this, { topic, codes: [...codes], readScale });
    this.move(moves.note, actor);
    this.settle('coded', actor, now, { about: { topic, codes: codes.join(' ') || null } });
    this.tell('question.recoded.v1', actor, { resolution: this.resolution }, now);
  }

  /** Row 49: its questions stay where they are, for whoever takes them up. Closed ones keep their name. */
  unassign(accountId: string, now: Date): void {
    const system = { accountId: null, institutionId: null };
    for (const holding of this.holdings) {
      if (holding.assigneeId !== accountId || holding.status === 'closed') continue;
      holding.assigneeId = null;
      this.settle('assigned', system, now, { about: { assigneeId: null } });
      this.tell('question.assigned.v1', system, { assigneeId: null }, now);
    }
  }

  protected mustBeReviewedBy(actor: Actor): void {
    this.mustBeReadBy(actor);
    const relations = this.holdingOf(actor.institutionId)?.relations ?? [];
    const concerned = relations.some((relation) => relation === 'home' || relation === 'chatting');
    if (!actor.coordinator && !(actor.reviewer && concerned)) throw new no.NotAReviewer();
  }
}
