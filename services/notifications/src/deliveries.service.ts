import { NotFound } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import type { Delivery } from './domain/delivery.js';
import { Facts } from './facts.js';
import { DeliveriesQueries } from './persistence/deliveries.queries.js';
import { SessionQuestions } from './persistence/session-questions.repository.js';

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
    private readonly facts: Facts,
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
}
