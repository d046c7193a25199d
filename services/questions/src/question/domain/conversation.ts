// Messages between library and patron: rows 17 to 21 and 35 to 39.
import * as refusals from './refusals.js';
import { moves } from './moves.js';
import type { Question } from './question.js';
import type { DeliveredBy } from './history.js';
import { type HomeRules, dueFrom } from './home-rules.js';
import { type Actor, patron, type By } from './people.js';
import { mustNotWaitOutside, endOpenReferrals } from './referring.js';

export interface Letter {
  readonly id: string;
  readonly text: string;
  readonly quoted?: string;
  /** Of a reply by mail: how it was matched to the question (B15). */
  readonly matchedBy?: 'token' | 'references' | 'subject' | 'person' | undefined;
}
/** Omitted fields stay; null removes the address. */
export interface ContactChange {
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
}

/** Row 19: only who has the turn writes the answer. */
export function mustBeAbleToDraft(question: Question, actor: Actor): void {
  question.requireTurn(actor);
}

/** Whoever may write the patron now: the library whose turn it is, or one that has it Answered and adds to it. */
export function mustBeAbleToAnswer(question: Question, actor: Actor): void {
  if (question.turn) question.requireTurn(actor);
  else if (question.requireListed(actor).status !== 'answered') throw new refusals.NothingOpen();
}

/** Row 18: a message that changes no status. */
export function sendMessage(question: Question, actor: Actor, letter: Letter, now: Date): void {
  const mine = question.requireListed(actor);
  if (mine.status === 'closed') throw new refusals.AlreadyClosed();
  mustHaveAddress(question);
  question.applyMove(moves.note, actor);
  question.addMessage('message', actor, letter, now);
  question.finishAction('message-sent', actor, now, { about: { messageId: letter.id } });
  question.recordEvent('question.message-sent.v1', actor, { messageId: letter.id }, now);
}

/** Row 20 (R60): waits for the patron; the due date runs on. */
export function askForClarification(question: Question, actor: Actor, letter: Letter, now: Date): void {
  question.requireTurn(actor);
  mustNotWaitOutside(question);
  mustHaveAddress(question);
  question.applyMove(moves.clarify, actor);
  question.setHandler(actor);
  question.addMessage('clarification', actor, letter, now);
  question.finishAction('clarification-asked', actor, now, { about: { messageId: letter.id } });
  question.recordEvent('question.clarification-requested.v1', actor, { messageId: letter.id }, now);
}

/** Rows 35 to 38 (R134): awaited, in between, or after everything was answered or closed. */
export function addPatronReply(question: Question, letter: Letter, rules: HomeRules, now: Date): void {
  const { turn } = question;
  const awaited = turn?.waitingOn === 'patron';
  if (awaited) question.applyMove(moves.replyAwaited, patron, turn.institutionId);
  else if (turn) question.applyMove(moves.note, patron);
  else resumeAfterReply(question, dueFrom(now, rules));
  const { matchedBy, ...said } = letter;
  question.addMessage('reply', patron, said, now);
  const about = { messageId: letter.id, ...(matchedBy ? { matchedBy } : {}) };
  question.finishAction('patron-replied', patron, now, { about });
  question.recordEvent('question.patron-replied.v1', patron, { messageId: letter.id, awaited }, now);
  if (!turn) question.recordEvent('question.reopened.v1', patron, {}, now);
}

export function mustBeListed(question: Question, actor: Actor): void {
  question.requireListed(actor);
}

/** Changes the patron's contact for later messages (B38). Nothing is sent again; no list changes. */
export function correctPatronContact(
  question: Question,
  { name, email }: { readonly name: string | null; readonly email: string | null },
  patronId: string | null,
  by: By,
  now: Date,
): void {
  if (name === question.patronName && email === question.patronEmail) return;
  const before = question.patronEmail;
  const address = before === email ? 'kept' : email === null ? 'removed' : before ? 'corrected' : 'added';
  Object.assign(question, { patronName: name, patronEmail: email, patronId, noContact: email === null });
  question.applyMove(moves.note, by);
  question.finishAction('contact-corrected', by, now, { about: { address } });
  question.recordEvent('question.contact-corrected.v1', by, {}, now);
}

/** Row 39 (F16): an automatic mail. A note keeps it; status, assignee and clocks stay as they are. */
export function addAutomaticMail(question: Question, letter: Letter, now: Date): void {
  question.addMessage('note', patron, letter, now);
  question.addHistoryLine('automatic-mail', patron, now, { about: { messageId: letter.id } });
}

/** Row 39 (F12): a mail about it did not arrive; staff see which. */
export function addBounce(
  question: Question,
  delivery: { deliveryId: string; message: string; hard: boolean },
  now: Date,
): void {
  const { deliveryId, message, hard } = delivery;
  question.addHistoryLine('mail-bounced', patron, now, {
    about: { deliveryId, message, hard: hard ? 'yes' : 'no' },
  });
}

/** Reopens at the library that answered last; after a chat alone, or once closed, at the patron's library. */
function resumeAfterReply(question: Question, dueAt: Date): void {
  const answerer = question.holdingOf(question.answeredByInstitutionId ?? '');
  const closed = question.home.status === 'closed';
  if (closed) question.applyMove(moves.replyToClosed, patron, question.homeInstitutionId, dueAt);
  else if (answerer?.status) question.applyMove(moves.replyToAnswer, patron, answerer.institutionId, dueAt);
  else question.applyMove(moves.replyToChat, patron, question.homeInstitutionId, dueAt);
  Object.assign(question, { mark: null, mergedIntoId: null });
}

/** The actor must have the turn, or be the expert asked. */
function answererOf(question: Question, actor: Actor): { institutionId: string } {
  return question.isAskedExpert(actor.accountId) && question.turn
    ? question.turn
    : question.requireTurn(actor);
}

function mustHaveAddress(question: Question): void {
  if (question.noContact) throw new refusals.NoAddress();
}

/** Row 17: every library that lists the question reads the note, the patron never. */
export function addNote(
  question: Question,
  actor: Actor,
  note: { id: string; text: string },
  now: Date,
): void {
  question.requireListed(actor);
  question.applyMove(moves.note, actor);
  question.addMessage('note', actor, note, now);
  question.finishAction('noted', actor, now, { about: { messageId: note.id } });
  question.recordEvent('question.note-added.v1', actor, { noteId: note.id, kind: 'note' }, now);
}

/** Row 21 (A4, R71, R107, R108); when nothing is open, a library that has it Answered may add to it. */
export function answerQuestion(
  question: Question,
  actor: Actor,
  answer: { id: string; text: string; deliveredBy: DeliveredBy },
  now: Date,
): void {
  const addition =
    !question.turn && question.readingOf(actor) && question.requireListed(actor).status === 'answered';
  const answerer = addition ? actor : answererOf(question, actor);
  const nothingMore = answer.deliveredBy === 'none';
  if (answer.deliveredBy === 'mail') mustHaveAddress(question);
  if (nothingMore && !question.answeredByInstitutionId && question.resolution !== 'answered')
    throw new refusals.NotYetAnswered();
  if (!nothingMore) question.answeredByInstitutionId = answerer.institutionId;
  question.applyMove(moves.answer, actor);
  const answeredReferralIds = endOpenReferrals(question, 'answered', now);
  question.cameFromPool = false;
  question.setHandler(actor);
  question.addMessage(nothingMore ? 'note' : 'answer', actor, answer, now);
  const { id: answerId, deliveredBy } = answer;
  question.finishAction('answered', actor, now, { about: { messageId: answerId, deliveredBy } });
  const informedInstitutionIds = informedLibraries(question, actor);
  const details = { answerId, deliveredBy, informedInstitutionIds, answeredReferralIds };
  question.recordEvent('question.answered.v1', actor, details, now);
}

/** Every sender of the chain and the patron's library, except the one that acts (R108). */
function informedLibraries(question: Question, actor: Actor): string[] {
  const senders = question.referrals.filter((r) => r.stands).map((r) => r.senderInstitutionId);
  return [...new Set([...senders, question.homeInstitutionId])].filter((id) => id !== actor.institutionId);
}
