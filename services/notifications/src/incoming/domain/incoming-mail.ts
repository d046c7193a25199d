import { Aggregate, readableMailbox, shorten } from '@carrel/kernel';
import type { Mailbox, ReadMail } from './read-mail.js';
import { BeingDecided, MailForgotten, NotWaiting } from './refusals.js';
import type { MatchedBy } from './threading.js';

/**
 * arrived: stored, not looked at. joined: part of a question now. noted: a report or automatic mail, recorded where it
 * belongs. held: waits for a person. refused: not filed, though a person still may. rejected: by a person.
 */
export const incomingStatuses = ['arrived', 'joined', 'noted', 'held', 'refused', 'rejected'] as const;
export type IncomingStatus = (typeof incomingStatuses)[number];
/** The result of a mail. */
export const outcomes = ['reply', 'partner-reply', 'question', 'automatic', 'bounce'] as const;
export type Outcome = (typeof outcomes)[number];

/** How a mail reached us. */
export interface Arrival {
  /** Keyed hash of what makes it the same mail, however often it is delivered (guarantee 18). */
  readonly fingerprint: string;
  readonly door: 'smtp' | 'imap';
  readonly envelopeSender: string | null;
  readonly recipient: string;
  /** Of the raw mail, in bytes. */
  readonly size: number;
}
/** What a person wants a mail to be part of. */
export type Target = { readonly questionId: string | null; readonly referralId: string | null };
/** Where a mail belongs or seems to. */
export interface Place {
  readonly institutionId: string | null;
  readonly questionId?: string | null;
  readonly referralId?: string | null;
  readonly deliveryId?: string | null;
}

/** Milliseconds that a decision under way keeps others off; after that its process has died. */
const claimMs = 60_000;
/** Letters of a mail that a question takes; the rest is in the original. */
const longestText = 50_000;

/** One mail to one address of ours, from its arrival on. */
export class IncomingMail extends Aggregate {
  fingerprint!: string;
  door!: Arrival['door'];
  envelopeSender!: string | null;
  recipient!: string;
  size!: number;
  arrivedAt!: Date;
  status: IncomingStatus = 'arrived';
  /** Of one that has only arrived: what it is about to be. */
  outcome: Outcome | null = null;
  /** A code: why it is held, refused or rejected, or by what it was recognised. */
  reason: string | null = null;
  matchedBy: MatchedBy | 'person' | null = null;
  institutionId: string | null = null;
  questionId: string | null = null;
  referralId: string | null = null;
  /** The mail of ours that it answers or reports on. */
  deliveryId: string | null = null;
  messageId: string | null = null;
  sender: string | null = null;
  senderName: string | null = null;
  subject: string | null = null;
  text: string | null = null;
  wholeText: string | null = null;
  decidedBy: string | null = null;
  decidedAt: Date | null = null;
  erasedAt: Date | null = null;

  static arrive(id: string, arrival: Arrival, now: Date): IncomingMail {
    return Object.assign(new IncomingMail(), { id, ...arrival, arrivedAt: now });
  }

  /** What reading it has shown. @param answerTo who gets the answer, and counts as its sender */
  read(mail: ReadMail, answerTo: Mailbox | null): void {
    if (this.erasedAt) return;
    this.messageId = mail.messageId;
    this.sender = answerTo && readableMailbox(answerTo.address);
    this.senderName = answerTo?.name || null;
    this.subject = mail.subject || null;
    this.text = shortened(mail.text);
    this.wholeText = shortened(mail.wholeText);
  }

  /** Where it seems to belong; set before questions gets it, so that an erasure meanwhile finds it. */
  belongsTo({ institutionId, questionId = null, referralId = null, deliveryId = null }: Place): void {
    Object.assign(this, { institutionId, questionId, referralId, deliveryId });
  }

  /** Counts it among the questions of its sender before questions has it. */
  asksQuestion(institutionId: string): void {
    this.belongsTo({ institutionId });
    this.outcome = 'question';
  }

  join(outcome: Outcome, questionId: string, by: MatchedBy | 'person', now: Date): void {
    this.questionId = questionId;
    this.matchedBy = by;
    this.settle('joined', outcome, null, now);
  }

  note(outcome: 'automatic' | 'bounce', sign: string, now: Date): void {
    this.settle('noted', outcome, sign, now);
  }

  /** Holds the mail for a person. */
  get isHeld(): boolean {
    return this.status === 'held';
  }

  hold(reason: string, now: Date): void {
    this.settle('held', null, reason, now);
  }

  refuse(reason: string, now: Date): void {
    this.settle('refused', null, reason, now);
  }

  /** Only mail that was not filed waits for a person. */
  mustWait(): void {
    if (this.erasedAt) throw new MailForgotten();
    if (this.status !== 'held' && this.status !== 'refused') throw new NotWaiting(this.status);
  }

  /**
   * Starts a person's decision: others wait for its end. The question is stored at once, so that an erasure meanwhile
   * finds the mail; whose it is changes with release() only.
   */
  claim(by: string, target: Target | null, now: Date): void {
    this.mustBeFree(now);
    this.decided(by, now);
    if (target) Object.assign(this, target);
  }

  /** Ends a decision that failed. */
  unclaim(by: string, since: Date, before: Target): void {
    if (!this.isClaimed(by, since)) return;
    const { questionId, referralId } = before;
    Object.assign(this, { questionId, referralId, decidedBy: null, decidedAt: null });
  }

  /** @param since when it was claimed */
  release(outcome: Outcome, place: Place & { questionId: string }, by: string, since: Date, now: Date): void {
    this.mustWait();
    if (!this.isClaimed(by, since)) throw new BeingDecided();
    this.belongsTo(place);
    const { questionId } = place;
    this.join(outcome, questionId, 'person', now);
    this.decided(by, now);
  }

  reject(by: string, now: Date): void {
    this.mustBeFree(now);
    this.status = 'rejected';
    this.decided(by, now);
  }

  /** Erases the sender first, the text with the question's (B9). Result and times stay for counting. */
  erase(extent: 'identity' | 'everything', now: Date): void {
    Object.assign(this, { sender: null, senderName: null, envelopeSender: null });
    if (extent === 'identity') return;
    Object.assign(this, { subject: null, text: null, wholeText: null, messageId: null, erasedAt: now });
  }

  private mustBeFree(now: Date): void {
    this.mustWait();
    if (this.decidedAt && now.getTime() - this.decidedAt.getTime() < claimMs) throw new BeingDecided();
  }

  private isClaimed(by: string, since: Date): boolean {
    return this.decidedBy === by && this.decidedAt?.getTime() === since.getTime();
  }

  private decided(by: string, now: Date): void {
    this.decidedBy = by;
    this.decidedAt = now;
  }

  private settle(status: IncomingStatus, outcome: Outcome | null, reason: string | null, now: Date): void {
    Object.assign(this, { status, outcome, reason });
    const { id: deliveryId, institutionId, questionId } = this;
    const message = outcome ?? status;
    const automatic = outcome === 'automatic' || outcome === 'bounce';
    this.record(
      'mail.received.v1',
      { deliveryId, message, institutionId, questionId, sessionId: null, automatic },
      now,
    );
  }
}

const shortened = (text: string) => shorten(text, longestText, ' […]');
