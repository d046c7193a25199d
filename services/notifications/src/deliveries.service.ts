import { Clock, NotFound } from '@carrel/kernel';
import { pageOfBytes, Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { Delivery } from './domain/delivery.js';
import { Facts } from './facts.js';
import { DeliveriesQueries } from './persistence/deliveries.queries.js';
import { Deliveries } from './persistence/deliveries.repository.js';
import { SessionQuestions } from './persistence/session-questions.repository.js';
import { mailJob } from './sending.js';

export interface Reader {
  accountId: string;
  institutionId: string;
}

/** What staff see of the mail about a question (F12). */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly queries: DeliveriesQueries,
    private readonly sessionQuestions: SessionQuestions,
    private readonly deliveries: Deliveries,
    private readonly transactions: Transactions,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** Who may not read the question learns nothing; who may not contact the patron sees no patron's address. */
  async list(
    { accountId, institutionId }: Reader,
    about: { questionId?: string | undefined; sessionId?: string | undefined },
    after: string | undefined,
    limit: number,
  ): Promise<Delivery[]> {
    const questionId =
      about.questionId ?? (about.sessionId && (await this.sessionQuestions.questionOf(about.sessionId)));
    if (!questionId) throw new NotFound('question');
    const { allowed, contact } = await this.facts.mayRead({ questionId, accountId, institutionId });
    if (!allowed) throw new NotFound('question');
    const deliveries = await this.queries.ofQuestion(questionId, after, limit);
    for (const delivery of deliveries) if (delivery.toPatron && !contact) delivery.to = null;
    return deliveries;
  }

  /** Mails to one patron of one library, for an export of what is kept (guarantee 25); the text only while it is kept. */
  async ofPatron({
    institutionId,
    email,
    after,
  }: {
    institutionId: string;
    email: string;
    after: string | null;
  }) {
    const rows = await this.queries.ofPatron(institutionId, email, after, 50);
    const found = rows.slice(0, 50).map(({ id, message, questionId, status, content, sentAt, queuedAt }) => ({
      ...{ id, message, questionId, state: status },
      subject: content?.subject ?? null,
      ...beginningOf(content?.text ?? null),
      at: (sentAt ?? queuedAt).toISOString(),
    }));
    const deliveries = pageOfBytes(found);
    return { deliveries, next: deliveries.length < rows.length ? deliveries.at(-1)!.id : null };
  }

  /** The next part of a long mail's text. */
  async textOf(deliveryId: string, after: number) {
    const text = (await this.queries.one(deliveryId))?.content?.text;
    if (text === undefined) throw new NotFound('text');
    const end = partEnd(text, after);
    return { parts: [text.slice(after, end)], ...(end < text.length ? { next: end } : {}) };
  }

  /** What did not get through and waits for somebody of the library to look at it, the newest first (F20). */
  unsettled({ institutionId }: Reader, before: string | undefined, limit: number): Promise<Delivery[]> {
    return this.queries.unsettled(institutionId, before, limit);
  }

  /** Sends once more what did not get through or may not have; who did it stays on record. */
  async resend(caller: Reader, id: string): Promise<Delivery> {
    const found = await this.queries.one(id);
    if (!found || !(await this.mayResend(caller, found))) throw new NotFound('delivery');
    return this.transactions.run(async (tx) => {
      const sent = await this.deliveries.change(tx, id, async (delivery) => {
        delivery.resend(caller.accountId, this.clock.now());
        await tx.job(...mailJob(delivery));
        return delivery;
      });
      if (!sent) throw new NotFound('delivery');
      return sent;
    });
  }

  private async mayResend({ accountId, institutionId }: Reader, delivery: Delivery): Promise<boolean> {
    const { questionId } = delivery;
    if (!questionId) return delivery.institutionId === institutionId;
    const { allowed, contact } = await this.facts.mayRead({ questionId, accountId, institutionId });
    return allowed && (contact || !delivery.toPatron);
  }
}

/** Letters of a mail's text that other services are given at once. */
const PART = 50_000;

/** Where a part that begins there ends; never within a character. */
const partEnd = (text: string, from: number): number =>
  /[\ud800-\udbff]/.test(text.charAt(from + PART - 1)) ? from + PART - 1 : from + PART;

function beginningOf(text: string | null): { text: string | null; textAfter?: number } {
  if (text === null || text.length <= PART) return { text };
  const textAfter = partEnd(text, 0);
  return { text: text.slice(0, textAfter), textAfter };
}
