import type { EventData } from '@carrel/contracts';
import { Aggregate } from '@carrel/kernel';
import { isMailbox, oneLine } from './address.js';
import { verdictOn, type Failure } from './verdict.js';

export type DeliveryStatus =
  'queued' | 'retrying' | 'accepted' | 'uncertain' | 'suppressed' | 'bounced' | 'failed';

/** The rendered mail, kept until it is out of our hands. */
export interface Content {
  subject: string;
  text: string;
  html: string;
  /** Message ids of what this mail belongs to, the oldest first. */
  references: string[];
}
/** One mail that is to go to one address, because of one event. */
export interface Letter {
  message: string;
  to: string;
  /** A patron's address is shown only to those who may contact the patron. */
  toPatron: boolean;
  institutionId: string | null;
  questionId: string | null;
  sessionId: string | null;
  /** Of a mail to an expert or e-mail partner (rows 30, 31): the referral that an answer belongs to. */
  referralId?: string | null;
  content: Content;
}
/** Milliseconds before each further try; after the last it is given up. */
export type Gaps = readonly number[];

/** How a mail to one recipient fares, from the event that caused it to the mail server's word. */
export class Delivery extends Aggregate {
  /** The event that caused it: with message and recipient it is sent once (guarantee 18). */
  causeId!: string;
  message!: string;
  to!: string | null;
  toPatron!: boolean;
  institutionId!: string | null;
  questionId!: string | null;
  sessionId!: string | null;
  referralId: string | null = null;
  status!: DeliveryStatus;
  content!: Content | null;
  /** Stored before the first try and the same in all (F20). */
  messageId!: string;
  attempts!: number;
  /** How many tries may have delivered it without our hearing so. */
  unclear!: number;
  /** Set while a try runs: found set, the process died in the middle of it. */
  tryingSince!: Date | null;
  nextTryAt!: Date | null;
  /** Reply and status codes of the last failure; never the server's text, which repeats the address. */
  lastReply!: string | null;
  queuedAt!: Date;
  sentAt!: Date | null;

  static queue(id: string, causeId: string, letter: Letter, domain: string, now: Date): Delivery {
    const delivery = Object.assign(new Delivery(), {
      id,
      causeId,
      ...letter,
      referralId: letter.referralId ?? null,
      status: 'queued',
      messageId: `<${id}@${domain}>`,
      attempts: 0,
      unclear: 0,
      tryingSince: null,
      nextTryAt: now,
      lastReply: null,
      queuedAt: now,
      sentAt: null,
    } satisfies Partial<Delivery>);
    delivery.record('mail.queued.v1', delivery.facts(), now);
    if (!isMailbox(letter.to)) {
      delivery.to = oneLine(letter.to).slice(0, 254);
      delivery.bounce('bounced', now);
    }
    return delivery;
  }

  get isOver(): boolean {
    return this.status !== 'queued' && this.status !== 'retrying';
  }

  /** Patrons, experts and partners answer to us; a notice to a library is no mail to answer (R134, R101). */
  get answerable(): boolean {
    return this.toPatron || this.referralId !== null;
  }

  /** A try begins; false when there is nothing to send any more. */
  begin(suppressed: boolean, gaps: Gaps, now: Date): boolean {
    if (this.tryingSince) this.lostSight(gaps, now);
    if (this.isOver) return false;
    if (suppressed) {
      this.suppress(now);
      return false;
    }
    this.attempts += 1;
    this.tryingSince = now;
    this.nextTryAt = null;
    return true;
  }

  accepted(now: Date): void {
    this.finish('accepted');
    this.sentAt = now;
    this.record('mail.accepted.v1', this.facts(), now);
  }

  /** The try failed; answers whether the address is to be written to no more. */
  failed(failure: Failure, gaps: Gaps, now: Date): boolean {
    this.lastReply = [failure.code, failure.enhanced].filter((part) => part !== null).join(' ') || null;
    const verdict = verdictOn(failure);
    if (verdict === 'unclear') this.lostSight(gaps, now);
    else if (verdict === 'later') this.tryLater(gaps, now);
    else this.bounce(verdict === 'hard' ? 'bounced' : 'failed', now);
    return verdict === 'hard';
  }

  /** What people wrote and to whom goes, sent or not (row 48). */
  erase(now: Date): void {
    if (!this.isOver) this.suppress(now);
    this.to = null;
  }

  /** The recipient may have it: one more try at most, then a person has to look (F20). */
  private lostSight(gaps: Gaps, now: Date): void {
    this.unclear += 1;
    if (this.unclear < 2) this.tryLater(gaps, now);
    else this.leaveToPeople(now);
  }

  private tryLater(gaps: Gaps, now: Date): void {
    const gap = gaps[this.attempts - 1];
    this.tryingSince = null;
    if (gap === undefined) return this.unclear > 0 ? this.leaveToPeople(now) : this.bounce('failed', now);
    this.status = 'retrying';
    this.nextTryAt = new Date(now.getTime() + gap);
  }

  private leaveToPeople(now: Date): void {
    this.finish('uncertain');
    this.record('mail.uncertain.v1', this.facts(), now);
  }

  private bounce(status: 'bounced' | 'failed', now: Date): void {
    this.finish(status);
    this.record('mail.bounced.v1', { ...this.facts(), hard: status === 'bounced' }, now);
  }

  private suppress(now: Date): void {
    this.finish('suppressed');
    this.record('mail.suppressed.v1', this.facts(), now);
  }

  private finish(status: DeliveryStatus): void {
    this.status = status;
    this.content = null;
    this.tryingSince = null;
    this.nextTryAt = null;
  }

  private facts(): EventData<'mail.queued.v1'> {
    const { id, message, institutionId, questionId, sessionId } = this;
    return { deliveryId: id, message, institutionId, questionId, sessionId };
  }
}
