import type { AnyEvent, EventEnvelope } from '@carrel/contracts';
import { Clock, mailboxKey } from '@carrel/kernel';
import { newId, Transactions, type Transaction } from '@carrel/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { MAIL_CONFIG, type MailConfig } from '../mail/config.js';
import { Delivery } from './domain/delivery.js';
import type { Letter } from '../mail/domain/letter.js';
import { settledBy, type Settling } from './domain/settled.js';
import type { PatronMail, PatronMessage } from '../mail/messages.js';
import type { NoticeData, NoticeMessage } from '../mail/notices.js';
import { Templates } from '../mail/templates.js';
import { Deliveries } from './persistence/deliveries.repository.js';
import { RecipientLimits, type LimitedKind } from './persistence/recipient-limits.repository.js';
import { SessionQuestions } from './persistence/session-questions.repository.js';
import { Schedule } from './schedule.js';
import { mailJob } from './sending.js';
import { Wordings } from './wordings.js';

interface Addressed extends Omit<Letter, 'message' | 'content'> {
  /** The name of the delivery where it differs from the message. */
  message?: string;
  /** People's number of the question, once there is one: mails about it make one thread. */
  number: string | null;
  from?: { name: string | null; address: string | null };
  noReplies?: boolean;
  autoReplied?: boolean;
  /** Anyone can trigger it, so there is a daily limit per recipient (guarantee 20). */
  limit?: LimitedKind;
  /** The chat that gets one delivery of this name, whichever event asks for it. */
  once?: string;
  /** The library whose staff reads a notice, where that is not the one it is sent for; it chooses the language. */
  readBy?: string | null;
  /** To a person rather than to an address of the library: no digest takes it. */
  personal?: boolean;
  /** Goes with the day's other notices to this account, at its time. */
  digestOf?: { accountId: string; at: string };
  /** Ignores quiet hours: somebody waits for it now. */
  atOnce?: boolean;
}
/** A mail to be written: recipient, message and values. */
export type Draft = Addressed &
  ({ letter: PatronMessage; mail: PatronMail } | { notice: NoticeMessage; data: NoticeData });
type Written = Letter & Pick<Addressed, 'limit' | 'once'>;

/** Writes and queues mails, in the transaction that handles the event. */
@Injectable()
export class MailQueue {
  constructor(
    private readonly templates: Templates,
    private readonly deliveries: Deliveries,
    private readonly sessionQuestions: SessionQuestions,
    private readonly limits: RecipientLimits,
    private readonly schedule: Schedule,
    private readonly transactions: Transactions,
    private readonly wordings: Wordings,
    private readonly clock: Clock,
    @Inject(MAIL_CONFIG) private readonly config: MailConfig,
  ) {}

  /** One delivery per message and recipient for this event, however often it is delivered (guarantee 18). */
  async post(event: AnyEvent, drafts: readonly Draft[]): Promise<void> {
    const letters = await this.writeAll(drafts);
    await this.transactions.runOnce(event, async (tx) => {
      if (event.type === 'question.created.v1' && event.data.sessionId) {
        await this.sessionQuestions.connect(tx, event.data.sessionId, event.data.questionId);
      }
      for (const letter of letters) await this.queue(tx, event.id, letter);
    });
  }

  /** For what is no event: a delivery that failed, a test. The same cause posts nothing again. */
  async postBecauseOf(causeId: string, drafts: readonly Draft[]): Promise<string[]> {
    const letters = await this.writeAll(drafts);
    return this.transactions.run(async (tx) => {
      const ids: string[] = [];
      for (const letter of letters) {
        if (await this.deliveries.isPosted(tx, causeId, letter)) continue;
        ids.push(await this.queue(tx, causeId, letter));
      }
      return ids;
    });
  }

  /** Nothing more is sent about an erased question, and nobody's address is kept (row 48). */
  async erase(event: AnyEvent, questionId: string): Promise<void> {
    await this.transactions.runOnce(event, async (tx) => {
      await this.deliveries.changeAll(tx, { questionId }, (delivery) => delivery.erase(this.clock.now()));
      await this.releaseBundled(tx, questionId);
    });
  }

  /** All mails to a patron of a library: also to an address that a question had before it was corrected. */
  async forgetTo(institutionId: string, address: string): Promise<number> {
    const whose = { institutionId, address, now: this.clock.now() };
    const some = () => this.transactions.run((tx) => this.deliveries.eraseTo(tx, whose));
    for (let all = 0, went; ; all += went) if (!(went = await some())) return all;
  }

  /** Notices that still wait and are settled by this event are not sent any more. */
  async settle(
    event: EventEnvelope<Settling>,
    about: { questionId: string } | { aboutId: string },
    messages: readonly string[] = settledBy[event.type],
  ): Promise<void> {
    const now = this.clock.now();
    const others = { ...about, messages, butOf: event.id };
    await this.transactions.runOnce(event, async (tx) => {
      await this.deliveries.changeWaiting(tx, others, async (delivery) => {
        delivery.settle(now);
        // The running job of one that is being sent records its result.
        if (delivery.isOver) await tx.dropJob(`mail:${delivery.id}`);
      });
      await this.releaseBundled(tx, 'questionId' in about ? about.questionId : about.aboutId);
    });
  }

  /** Releases notices bundled into a cancelled mail. */
  private async releaseBundled(tx: Transaction, about: string): Promise<void> {
    for (const left of await this.deliveries.releaseBundled(tx, about, this.clock.now()))
      await tx.job(...mailJob(left));
  }

  private async writeAll(drafts: readonly Draft[]): Promise<Written[]> {
    return Promise.all(onePerRecipient(drafts).map((draft) => this.write(draft)));
  }

  private async queue(tx: Transaction, causeId: string, written: Written): Promise<string> {
    const { limit, once, ...letter } = written;
    const questionId =
      letter.questionId ??
      (letter.sessionId ? await this.sessionQuestions.questionOf(letter.sessionId, tx) : undefined);
    const own = { ...letter, questionId: questionId ?? null };
    const now = this.clock.now();
    const delivery = Delivery.queue(newId(), causeId, own, this.config.domain, now);
    if (once && (await this.deliveries.hasOfSession(tx, once, letter.message))) return delivery.id;
    if (limit && !delivery.isOver && !(await this.limits.take(tx, letter.to, limit, now)))
      delivery.withhold('recipient-limit', now);
    await this.deliveries.add(tx, delivery);
    if (!delivery.isOver) await tx.job(...mailJob(delivery, await this.deliveries.waitingOf(tx, delivery)));
    return delivery.id;
  }

  private async write(draft: Draft): Promise<Written> {
    const { to, toPatron, institutionId, questionId, sessionId, referralId = null, number } = draft;
    const { aboutId = null, limit, once, from, noReplies, autoReplied, authorId = null } = draft;
    const roots = [sessionId && `session-${sessionId}`, number && `question-${number}`];
    const references = roots.filter((root) => !!root).map((root) => `<${root}@${this.config.domain}>`);
    const isNotice = 'notice' in draft;
    const name = isNotice ? draft.notice : draft.letter;
    const rendered = isNotice
      ? await this.templates.notice(draft.notice, draft.data, await this.wordings.ofStaff(readerOf(draft)))
      : await this.templates.letter(draft.letter, draft.mail);
    const attachments = isNotice ? undefined : draft.mail.attachments;
    const times = isNotice && !draft.atOnce ? await this.schedule.of(draft, this.clock.now()) : {};
    return {
      ...{ message: draft.message ?? name, to, toPatron, institutionId, questionId, sessionId, referralId },
      ...{ aboutId, authorId },
      ...times,
      content: { ...rendered, references, from, noReplies, autoReplied, attachments },
      ...(limit ? { limit } : {}),
      ...(once ? { once } : {}),
    };
  }
}

const readerOf = ({ readBy, institutionId }: Draft): string | null => readBy ?? institutionId;

function onePerRecipient(drafts: readonly Draft[]): Draft[] {
  const nameOf = (draft: Draft) => ('notice' in draft ? draft.notice : draft.letter);
  return [...new Map(drafts.map((draft) => [`${nameOf(draft)} ${mailboxKey(draft.to)}`, draft])).values()];
}
