import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan } from 'typeorm';
import { Delivery } from '../domain/delivery.js';

@Injectable()
export class DeliveriesQueries {
  constructor(private readonly db: DataSource) {}

  /** Mails about a question, oldest first; one more than asked for when there is more. */
  ofQuestion(questionId: string, after: string | undefined, limit: number): Promise<Delivery[]> {
    return this.db.manager.find(Delivery, {
      where: { questionId, ...(after ? { id: MoreThan(after) } : {}) },
      order: { id: 'ASC' },
      take: limit + 1,
    });
  }
}
