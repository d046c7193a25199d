// What a question was about, and what reviewers say of it: rows 22, 23 and 34.
import * as refusals from './refusals.js';
import { moves } from './moves.js';
import type { Question } from './question.js';
import type { ResolutionCode } from '@carrel/contracts';
import { type Describing, mustDescribe } from '@carrel/kernel';
import { mustBeReviewer } from './closing.js';
import type { Letter } from './conversation.js';
import type { Actor, By } from './people.js';

/** What a question was about (R77). */
export const topics = ['research', 'policy', 'circulation', 'access-services', 'other'] as const;
export interface Coding {
  readonly topic: (typeof topics)[number] | null;
  /** At most four. */
  readonly codes: readonly string[];
  /** Reference Effort Assessment Data, 1 to 6. */
  readonly readScale: number | null;
}

/** Row 22: for statistics only; nobody's list changes. */
export function correctResolution(
  question: Question,
  actor: Actor,
  resolution: ResolutionCode,
  reason: string,
  now: Date,
): void {
  mustBeReviewer(question, actor);
  if (!question.resolution) throw new refusals.NeverChatted();
  if (question.resolution === resolution) throw new refusals.SameCode();
  const { resolution: before } = question;
  if (before === 'practice' || resolution === 'practice') question.practice = resolution === 'practice';
  question.resolution = resolution;
  question.applyMove(moves.note, actor);
  question.finishAction('recoded', actor, now, { why: reason, about: { before, resolution } });
  question.recordEvent('question.recoded.v1', actor, { resolution }, now);
}

/** Row 23 (R111): whom the patron was sent to outside; recorded, not routed. */
export function nameOutsideAgency(question: Question, actor: Actor, agency: Letter, now: Date): void {
  question.requireReading(actor);
  const chatted = question.holdingOf(actor.institutionId)?.relations.includes('chatting');
  if (!chatted && question.turn?.institutionId !== actor.institutionId) throw new refusals.NotOfTheChat();
  question.applyMove(moves.note, actor);
  question.addMessage('outside-agency', actor, agency, now);
  question.finishAction('agency-named', actor, now, { about: { messageId: agency.id } });
  question.recordEvent('question.note-added.v1', actor, { noteId: agency.id, kind: 'outside-agency' }, now);
}

/** Row 34 (R81): a weak transcript, with comments, to those who look after quality. */
export function forwardForQuality(
  question: Question,
  actor: Actor,
  to: 'coordinator' | 'quality-control',
  comment: Letter,
  now: Date,
): void {
  question.requireReading(actor);
  if (!actor.reviewer && !actor.coordinator) throw new refusals.NotAReviewer();
  question.applyMove(moves.note, actor);
  question.addMessage('quality', actor, comment, now);
  question.finishAction('forwarded', actor, now, { about: { messageId: comment.id, to } });
  const details = { noteId: comment.id, kind: 'quality', forwardedTo: to };
  question.recordEvent('question.note-added.v1', actor, details, now);
}

/** R80: a reviewer has left the librarian who chatted a word. A look at what is done is no activity. */
export function recordFeedback(question: Question, reviewer: By, feedbackToId: string, now: Date): void {
  question.recordEvent('question.feedback-given.v1', reviewer, { feedbackToId }, now);
}

/** R77: what it was about, for statistics. */
export function describeQuestion(
  question: Question,
  actor: Actor,
  { topic, codes, readScale }: Coding,
  describing: Describing,
  now: Date,
): void {
  question.requireListed(actor);
  mustDescribe(codes, { ...describing, before: question.codes });
  Object.assign(question, { topic, codes: [...codes], readScale });
  question.applyMove(moves.note, actor);
  question.finishAction('coded', actor, now, { about: { topic, codes: codes.join(' ') || null } });
  question.recordEvent('question.recoded.v1', actor, { resolution: question.resolution }, now);
}
