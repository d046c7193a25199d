// Two questions that are one, and one that is two: rows 54 and 55.
import { isSameMailbox } from '@carrel/kernel';
import { closeQuestion, type ClosePolicy } from './closing.js';
import { dueFrom, type HomeRules } from './home-rules.js';
import { moves } from './moves.js';
import { openedFrom } from './opening.js';
import type { Actor } from './people.js';
import type { Question } from './question.js';
import * as refusals from './refusals.js';

export interface Part {
  readonly id: string;
  readonly number: string;
  readonly subject: string;
  /** What the question that is left is called from now on. */
  readonly ownSubject?: string | undefined;
}

/** Row 54: closes the duplicate and notifies its patron where it goes on; whoever closes it may. */
export function mergeQuestion(
  duplicate: Question,
  kept: Question,
  actor: Actor,
  policy: ClosePolicy,
  now: Date,
): void {
  duplicate.requireReading(actor);
  kept.requireReading(actor);
  if (duplicate.id === kept.id) throw new refusals.NotItsOwnDuplicate();
  if (!actor.coordinator) kept.requireListed(actor);
  if (duplicate.homeInstitutionId !== kept.homeInstitutionId) throw new refusals.OtherLibrarysQuestion();
  if (kept.mark === 'duplicate') throw new refusals.GoesOnElsewhere();
  if (kept.state === 'closed') throw new refusals.AlreadyClosed();
  if (!ofOnePatron(duplicate, kept)) throw new refusals.OtherPatron();
  closeQuestion(duplicate, actor, policy, now, { as: 'duplicate', ofId: kept.id });
  duplicate.mergedIntoId = kept.id;
  duplicate.addHistoryLine('merged', actor, now, { about: { questionId: kept.id, number: kept.number } });
  duplicate.recordEvent('question.merged.v1', actor, { intoQuestionId: kept.id }, now);
  const reached = kept.noContact && !duplicate.noContact;
  if (reached) {
    const { patronName, patronEmail, patronId } = duplicate;
    Object.assign(kept, { patronName, patronEmail, patronId, noContact: false });
  }
  kept.applyMove(moves.note, actor);
  const about = { questionId: duplicate.id, number: duplicate.number };
  kept.finishAction('merged-in', actor, now, { about });
  if (reached) kept.recordEvent('question.contact-corrected.v1', actor, {}, now);
}

/** Whether row 55 is this actor's to do. */
export function mustBeAbleToSplit(question: Question, actor: Actor): void {
  const mine = question.requireListed(actor);
  if (mine !== question.home) throw new refusals.HomeSplits();
  if (mine.status === 'closed') throw new refusals.AlreadyClosed();
  if (question.source === 'chat') throw new refusals.ChatIsWhole();
}

/** Row 55: a message that asks two things becomes two questions, each with the whole of it. @returns the new one */
export function splitQuestion(
  question: Question,
  actor: Actor,
  { ownSubject, ...part }: Part,
  rules: HomeRules,
  now: Date,
): Question {
  mustBeAbleToSplit(question, actor);
  const opened = openedFrom(question, part, actor, question.dueAt ?? dueFrom(now, rules), now);
  opened.addHistoryLine('split-from', actor, now, {
    about: { questionId: question.id, number: question.number },
  });
  if (ownSubject !== undefined) question.subject = ownSubject;
  question.applyMove(moves.note, actor);
  question.finishAction('split', actor, now, { about: { questionId: part.id, number: part.number } });
  question.recordEvent('question.split.v1', actor, { newQuestionId: part.id }, now);
  return opened;
}

/** One address, or no address on one side: then a librarian has seen that it is one person. */
function ofOnePatron(one: Question, other: Question): boolean {
  if (one.patronEmail === null || other.patronEmail === null) return true;
  return (
    (one.patronId !== null && one.patronId === other.patronId) ||
    isSameMailbox(one.patronEmail, other.patronEmail)
  );
}
