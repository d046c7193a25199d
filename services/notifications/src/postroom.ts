import type { AnyEvent } from '@carrel/contracts';
import { Clock } from '@carrel/kernel';
import { newId, Transactions, type Transaction } from '@carrel/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { MAIL_CONFIG, type MailConfig } from './config.js';
import { sameMailbox } from './domain/address.js';
import { Delivery, type Letter } from './domain/delivery.js';
import type { Message, MessageData } from './mail/messages.js';
import { Templates } from './mail/templates.js';
import { Deliveries } from './persistence/deliveries.repository.js';
import { SessionQuestions } from './persistence/session-questions.repository.js';
import { mailJob } from './sending.js';

interface Addressed extends Omit<Letter, 'message' | 'content'> {
  /** People's number of the question, once there is one: mails about it make one thread. */
  number: string | null;
}
/** A mail to be written: who gets which message, and what it says. */
export type Draft = { [M in Message]: Addressed & { message: M; data: MessageData[M] } }[Message];

/** Where mails are written and queued, in the transaction that takes the event. */
@Injectable()
export class Postroom {
  constructor(
    private readonly templates: Templates,
    private readonly deliveries: Deliveries,
    private readonly sessionQuestions: SessionQuestions,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(MAIL_CONFIG) private readonly config: MailConfig,
  ) {}

  /** One delivery per message and recipient for this event, however often it is heard of (guarantee 18). */
  async post(event: AnyEvent, drafts: readonly Draft[]): Promise<void> {
    const letters = await Promise.all(onePerRecipient(drafts).map((draft) => this.write(draft)));
    await this.transactions.runOnce(event, async (tx) => {
      if (event.type === 'question.created.v1' && event.data.sessionId) {
        await this.sessionQuestions.connect(tx, event.data.sessionId, event.data.questionId);
      }
      for (const letter of letters) await this.queue(tx, event.id, letter);
    });
  }

  /** Nothing more is sent about an erased question, and nobody's address is kept (row 48). */
  async erase(event: AnyEvent, questionId: string): Promise<void> {
    await this.transactions.runOnce(event, (tx) =>
      this.deliveries.changeAll(tx, { questionId }, (delivery) => delivery.erase(this.clock.now())),
    );
  }

  private async queue(tx: Transaction, causeId: string, letter: Letter): Promise<void> {
    const questionId =
      letter.questionId ??
      (letter.sessionId ? await this.sessionQuestions.questionOf(letter.sessionId, tx) : undefined);
    const own = { ...letter, questionId: questionId ?? null };
    const delivery = Delivery.queue(newId(), causeId, own, this.config.domain, this.clock.now());
    await this.deliveries.add(tx, delivery);
    if (!delivery.isOver) await tx.job(...mailJob(delivery));
  }

  private async write({ data, number, ...letter }: Draft): Promise<Letter> {
    const { message, to, toPatron, institutionId, questionId, sessionId, referralId = null } = letter;
    const roots = [sessionId && `session-${sessionId}`, number && `question-${number}`];
    const references = roots.filter((root) => root !== null).map((root) => `<${root}@${this.config.domain}>`);
    const rendered = await this.templates.render(message, data as never);
    const content = { ...rendered, references };
    return { message, to, toPatron, institutionId, questionId, sessionId, referralId, content };
  }
}

function onePerRecipient(drafts: readonly Draft[]): Draft[] {
  return [...new Map(drafts.map((draft) => [`${draft.message} ${sameMailbox(draft.to)}`, draft])).values()];
}
