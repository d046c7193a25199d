import { moves } from './moves.js';
import { dueFrom, type HomeRules } from './home-rules.js';
import { AdvisedQuestion } from './outside.js';
import type { Actor, By } from './people.js';
import * as no from './refusals.js';

export interface Letter {
  readonly id: string;
  readonly text: string;
  readonly quoted?: string;
  /** Of a reply by mail: what told that it belongs here (B15). */
  readonly matchedBy?: 'token' | 'references' | 'subject' | 'person' | undefined;
}
/** What is left out stays; null takes the address away. */
export interface ContactChange {
  readonly name?: string | null | undefined;
  readonly email?: string | null | undefined;
}
const patron: By = { accountId: null, institutionId: null };

/** What library and patron write each other before and after the answer: rows 18, 20 and 35 to 38. */
export abstract class ConversingQuestion extends AdvisedQuestion {
  /** Row 19: only who has the turn writes the answer. */
  mustBeDraftedBy(actor: Actor): void {
    this.turnOf(actor);
  }

  /** Whoever may write the patron now: the library whose turn it is, or one that has it Answered and adds to it. */
  mustBeAnsweredBy(actor: Actor): void {
    if (this.turn) this.turnOf(actor);
    else if (this.listedBy(actor).status !== 'answered') throw new no.NothingOpen();
  }

  /** Row 18: a message that changes no status. */
  messageBy(actor: Actor, letter: Letter, now: Date): void {
    const mine = this.listedBy(actor);
    if (mine.status === 'closed') throw new no.AlreadyClosed();
    this.mustHaveContact();
    this.move(moves.note, actor);
    this.say('message', actor, letter, now);
    this.settle('message-sent', actor, now, { about: { messageId: letter.id } });
    this.tell('question.message-sent.v1', actor, { messageId: letter.id }, now);
  }

  /** Row 20 (R60): waits for the patron; the due date runs on. */
  clarifyBy(actor: Actor, letter: Letter, now: Date): void {
    this.turnOf(actor);
    this.mustNotWaitOutside();
    this.mustHaveContact();
    this.move(moves.clarify, actor);
    this.handledBy(actor);
    this.say('clarification', actor, letter, now);
    this.settle('clarification-asked', actor, now, { about: { messageId: letter.id } });
    this.tell('question.clarification-requested.v1', actor, { messageId: letter.id }, now);
  }

  /** Rows 35 to 38 (R134): awaited, in between, or after everything was answered or closed. */
  patronReplies(letter: Letter, rules: HomeRules, now: Date): void {
    const { turn } = this;
    const awaited = turn?.waitingOn === 'patron';
    if (awaited) this.move(moves.replyAwaited, patron, turn.institutionId);
    else if (turn) this.move(moves.note, patron);
    else this.takeUpAgain(dueFrom(now, rules));
    const { matchedBy, ...said } = letter;
    this.say('reply', patron, said, now);
    const about = { messageId: letter.id, ...(matchedBy ? { matchedBy } : {}) };
    this.settle('patron-replied', patron, now, { about });
    this.tell('question.patron-replied.v1', patron, { messageId: letter.id, awaited }, now);
    if (!turn) this.tell('question.reopened.v1', patron, {}, now);
  }

  mustBeListedBy(actor: Actor): void {
    this.listedBy(actor);
  }

  /** B38: to whom it is answered from now on. Nothing that was sent is sent again; nobody's list changes. */
  correctContact(
    { name, email }: { readonly name: string | null; readonly email: string | null },
    patronId: string | null,
    by: By,
    now: Date,
  ): void {
    if (name === this.patronName && email === this.patronEmail) return;
    const before = this.patronEmail;
    const address = before === email ? 'kept' : email === null ? 'removed' : before ? 'corrected' : 'added';
    Object.assign(this, { patronName: name, patronEmail: email, patronId, noContact: email === null });
    this.move(moves.note, by);
    this.settle('contact-corrected', by, now, { about: { address } });
    this.tell('question.contact-corrected.v1', by, {}, now);
  }

  /** Row 39 (F16): a program wrote it. A note keeps it; status, assignee and clocks stay as they are. */
  automaticMailCame(letter: Letter, now: Date): void {
    this.say('note', patron, letter, now);
    this.note('automatic-mail', patron, now, { about: { messageId: letter.id } });
  }

  /** Row 39 (F12): a mail about it did not arrive; staff see which. */
  mailBounced(delivery: { deliveryId: string; message: string; hard: boolean }, now: Date): void {
    const { deliveryId, message, hard } = delivery;
    this.note('mail-bounced', patron, now, { about: { deliveryId, message, hard: hard ? 'yes' : 'no' } });
  }

  /** Who answered last takes it up; after a chat alone, or once closed, the patron's library does. */
  private takeUpAgain(dueAt: Date): void {
    const answerer = this.holdingOf(this.answeredByInstitutionId ?? '');
    const closed = this.home.status === 'closed';
    if (closed) this.move(moves.replyToClosed, patron, this.homeInstitutionId, dueAt);
    else if (answerer?.status) this.move(moves.replyToAnswer, patron, answerer.institutionId, dueAt);
    else this.move(moves.replyToChat, patron, this.homeInstitutionId, dueAt);
    this.mark = null;
  }
}
