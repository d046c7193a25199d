import { Clock, NotFound } from '@carrel/kernel';
import { pageOfBytes, Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { Delivery } from './domain/delivery.js';
import { MailFacts } from './mail-facts.service.js';
import { DeliveriesQueries, type ListedDelivery } from './persistence/deliveries.queries.js';
import { Deliveries } from './persistence/deliveries.repository.js';
import { SessionQuestions } from './persistence/session-questions.repository.js';
import { mailJob } from './sending.js';

export interface Reader {
  accountId: string;
  institutionId: string;
}

/** The mail about a question, for staff (F12). */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly queries: DeliveriesQueries,
    private readonly sessionQuestions: SessionQuestions,
    private readonly deliveries: Deliveries,
    private readonly transactions: Transactions,
    private readonly facts: MailFacts,
    private readonly clock: Clock,
  ) {}

  /** Who may not read the question learns nothing; who may not contact the patron sees no patron's address. */
  async list(
    { accountId, institutionId }: Reader,
    about: { questionId?: string | undefined; sessionId?: string | undefined },
    after: string | undefined,
    limit: number,
  ): Promise<ListedDelivery[]> {
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
    const most = { limit: MAILS_A_PAGE, letters: PART };
    const rows = await this.queries.ofPatron(institutionId, email, after, most);
    const found = rows
      .slice(0, MAILS_A_PAGE)
      .map(({ id, message, questionId, status: state, subject, text, letters, at }) => ({
        ...{ id, message, questionId, state, subject, text, at: at.toISOString() },
        ...(letters !== null && letters > PART ? { textAfter: PART } : {}),
      }));
    const deliveries = pageOfBytes(found);
    return { deliveries, next: deliveries.length < rows.length ? deliveries.at(-1)!.id : null };
  }

  /** The next part of a long mail's text. */
  async textOf(deliveryId: string, after: number) {
    const found = await this.queries.textOf(deliveryId, after, PART);
    if (!found) throw new NotFound('text');
    const end = after + PART;
    return { parts: [found.text], ...(end < found.letters ? { next: end } : {}) };
  }

  /** Failed mails that wait for staff of the library, the newest first (F20). */
  unsettled({ institutionId }: Reader, before: string | undefined, limit: number): Promise<ListedDelivery[]> {
    return this.queries.unsettled(institutionId, before, limit);
  }

  /**
   * Sends a failed or uncertain mail again, to the patron's present address (B38); the person who did
   * so is recorded.
   */
  async resend(caller: Reader, id: string): Promise<Delivery> {
    const found = await this.queries.one(id);
    if (!found || !(await this.mayResend(caller, found))) throw new NotFound('delivery');
    const to = await this.addressNow(found);
    return this.transactions.run(async (tx) => {
      const sent = await this.deliveries.change(tx, id, async (delivery) => {
        delivery.resend(caller.accountId, to, this.clock.now());
        await tx.job(...mailJob(delivery));
        return delivery;
      });
      if (!sent) throw new NotFound('delivery');
      return sent;
    });
  }

  private async addressNow({ toPatron, questionId, to }: Delivery): Promise<string | null> {
    if (!toPatron || !questionId) return to;
    return (await this.facts.question(questionId))?.patron.email ?? to;
  }

  private async mayResend({ accountId, institutionId }: Reader, delivery: Delivery): Promise<boolean> {
    const { questionId } = delivery;
    if (!questionId) return delivery.institutionId === institutionId;
    const { allowed, contact } = await this.facts.mayRead({ questionId, accountId, institutionId });
    return allowed && (contact || !delivery.toPatron);
  }
}

/** Letters of a mail's text that other services are given at once, counted as PostgreSQL does: by code points. */
const PART = 100_000;
const MAILS_A_PAGE = 50;
