import type { EventData } from '@carrel/contracts';
import { Aggregate, shorten } from '@carrel/kernel';
import { isMailbox, oneLine } from '../../mail/domain/address.js';
import type { Content, Letter } from '../../mail/domain/letter.js';
import { NothingToResend, StillUnderWay } from './refusals.js';
import { classifySendFailure, type Failure } from '../../mail/domain/send-failure.js';

export type DeliveryStatus =
  'queued' | 'retrying' | 'accepted' | 'uncertain' | 'suppressed' | 'bounced' | 'failed';

/** A person had it sent again. */
export interface Resend {
  by: string;
  at: string;
}
/** Of those that had it sent again; the list of mails shows each. */
const mostResends = 20;
/** Milliseconds before each further try; after the last it has failed. */
export type Gaps = readonly number[];

/** The delivery of a mail to one recipient, from the event that caused it to the mail server's reply. */
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
  /** The referral or duty that a notice is about. */
  aboutId: string | null = null;
  status!: DeliveryStatus;
  content!: Content | null;
  /** Stored before the first try and the same in all (F20). */
  messageId!: string;
  attempts!: number;
  /** How many tries may have delivered it without a reply that says so. */
  unclear!: number;
  /** Set while a try runs: found set, the process died in the middle of it. */
  tryingSince!: Date | null;
  nextTryAt!: Date | null;
  /** Reply and status codes of the last failure; never the server's text, which repeats the address. */
  lastReply!: string | null;
  queuedAt!: Date;
  sentAt!: Date | null;
  bundle: string | null = null;
  /** The delivery whose mail carries this one, and whose result it shares. */
  carriedBy: string | null = null;
  authorId: string | null = null;
  resends: Resend[] = [];
  /** Its subject was settled while an attempt ran: should that fail, it is not retried. */
  settled = false;

  static queue(id: string, causeId: string, whole: Letter, domain: string, now: Date): Delivery {
    const { notBefore = now, bundle = null, ...letter } = whole;
    const delivery = Object.assign(new Delivery(), {
      id,
      causeId,
      ...letter,
      referralId: letter.referralId ?? null,
      aboutId: letter.aboutId ?? null,
      status: 'queued',
      messageId: `<${id}@${domain}>`,
      attempts: 0,
      unclear: 0,
      tryingSince: null,
      nextTryAt: notBefore > now ? notBefore : now,
      bundle,
      authorId: letter.authorId ?? null,
      lastReply: null,
      queuedAt: now,
      sentAt: null,
    } satisfies Partial<Delivery>);
    delivery.record('mail.queued.v1', delivery.facts(), now);
    if (!isMailbox(letter.to)) {
      delivery.to = shorten(oneLine(letter.to), 254);
      delivery.bounce('bounced', now);
    }
    return delivery;
  }

  get isOver(): boolean {
    return this.status !== 'queued' && this.status !== 'retrying';
  }

  /**
   * Experts and partners answer to us, and patrons unless their library takes no replies; a notice to a library is no
   * mail to answer (R134, R101, B39).
   */
  get answerable(): boolean {
    return this.referralId !== null || (this.toPatron && !this.content?.noReplies);
  }

  /** Starts an attempt; false when there is nothing to send any more. */
  begin(suppressed: boolean, gaps: Gaps, now: Date): boolean {
    if (this.tryingSince) this.recordUnknownResult(gaps, now);
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

  /** The attempt failed. @returns whether to suppress the address */
  failed(failure: Failure, gaps: Gaps, now: Date): boolean {
    this.lastReply = [failure.code, failure.enhanced].filter((part) => part !== null).join(' ') || null;
    const verdict = classifySendFailure(failure);
    if (verdict === 'unclear') this.recordUnknownResult(gaps, now);
    else if (verdict === 'later') this.tryLater(gaps, now);
    else this.bounce(verdict === 'hard' ? 'bounced' : 'failed', now);
    return verdict === 'hard';
  }

  /** Another notice of its bundle was just sent: this one waits, and carries those that come until then (F15). */
  postpone(until: Date): void {
    this.nextTryAt = until;
  }

  /** Is sent within the mail of another delivery. */
  bundleInto(carrier: Delivery): void {
    this.carriedBy = carrier.id;
    this.nextTryAt = null;
  }

  /** Its carrier is cancelled: it is sent in a mail of its own. */
  sendAlone(now: Date): void {
    this.carriedBy = null;
    this.nextTryAt = now;
  }

  /** Takes over the result of the mail that carries it. */
  takeResultOf(carrier: Delivery, now: Date): void {
    if (this.isOver || !carrier.isOver) return;
    this.lastReply = carrier.lastReply;
    if (carrier.status === 'accepted') this.accepted(now);
    else if (carrier.status === 'uncertain') this.leaveToPeople(now);
    else if (carrier.status === 'suppressed') this.suppress(now);
    else this.bounce(carrier.status === 'bounced' ? 'bounced' : 'failed', now);
  }

  /** A report says that it did not arrive (RFC 3464); false when that is known, or the delivery is erased. */
  recordBounce({ hard, status }: { hard: boolean; status: string | null }, now: Date): boolean {
    if (this.to === null || this.status === 'bounced' || (this.status === 'failed' && !hard)) return false;
    this.lastReply = status;
    this.bounce(hard ? 'bounced' : 'failed', now);
    return true;
  }

  /** Erases text and address, sent or not (row 48). */
  erase(now: Date): void {
    if (!this.isOver) this.suppress(now);
    this.content = null;
    this.to = null;
  }

  /** It is cancelled, or there were too many to this address (guarantee 20); `why` is a code. */
  withhold(why: string, now: Date): void {
    if (this.isOver) return;
    this.lastReply = why;
    this.suppress(now);
    this.content = null;
  }

  /** Its subject is settled, so it is not sent. A running attempt is not stopped. */
  settle(now: Date): void {
    if (this.tryingSince) this.settled = true;
    else this.withhold('settled', now);
  }

  /** A person has it sent again, under the same message id, so that a copy is recognised as one. */
  resend(by: string, to: string | null, now: Date): void {
    if (!this.isOver) throw new StillUnderWay();
    if (this.status === 'accepted' || this.content === null || this.to === null) throw new NothingToResend();
    if (to !== null) this.to = to;
    this.status = 'queued';
    this.settled = false;
    this.attempts = 0;
    this.unclear = 0;
    this.carriedBy = null;
    this.bundle = null;
    this.nextTryAt = now;
    this.resends = [...this.resends, { by, at: now.toISOString() }].slice(-mostResends);
    this.record('mail.queued.v1', this.facts(), now);
  }

  /** The recipient may have it: one more try at most, then a person has to look (F20). */
  private recordUnknownResult(gaps: Gaps, now: Date): void {
    this.unclear += 1;
    if (this.unclear < 2) this.tryLater(gaps, now);
    else this.leaveToPeople(now);
  }

  private tryLater(gaps: Gaps, now: Date): void {
    const gap = gaps[this.attempts - 1];
    this.tryingSince = null;
    if (this.settled) return this.withhold('settled', now);
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

  /** The text stays where it may be sent again; it is erased after 30 days. */
  private finish(status: DeliveryStatus): void {
    this.status = status;
    if (status === 'accepted') this.content = null;
    this.tryingSince = null;
    this.nextTryAt = null;
  }

  private facts(): EventData<'mail.queued.v1'> {
    const { id, message, institutionId, questionId, sessionId } = this;
    return { deliveryId: id, message, institutionId, questionId, sessionId };
  }
}
