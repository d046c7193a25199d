import { mailboxSpellings } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, In, LessThan, MoreThan } from 'typeorm';
import { Delivery } from '../domain/delivery.js';

const unsettled = ['uncertain', 'bounced', 'failed', 'suppressed'] as const;

@Injectable()
export class DeliveriesQueries {
  constructor(private readonly db: DataSource) {}

  async one(id: string): Promise<Delivery | undefined> {
    return (await this.db.manager.findOne(Delivery, { where: { id } })) ?? undefined;
  }

  /** One more than asked for when there is more. */
  ofPatron(institutionId: string, email: string, after: string | null, limit: number): Promise<Delivery[]> {
    return this.db.manager
      .createQueryBuilder(Delivery, 'd')
      .where('d.institution_id = :institutionId AND lower(d.recipient) = ANY(:spellings) AND d.to_patron', {
        institutionId,
        spellings: mailboxSpellings(email),
      })
      .andWhere(after ? 'd.id > :after' : 'true', { after })
      .orderBy('d.id')
      .limit(limit + 1)
      .getMany();
  }

  /** What did not get through and waits for a person, the newest first. */
  unsettled(institutionId: string, before: string | undefined, limit: number): Promise<Delivery[]> {
    return this.db.manager.find(Delivery, {
      where: { institutionId, status: In(unsettled), ...(before ? { id: LessThan(before) } : {}) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
  }

  /** Mails about a question, oldest first; one more than asked for when there is more. */
  ofQuestion(questionId: string, after: string | undefined, limit: number): Promise<Delivery[]> {
    return this.db.manager.find(Delivery, {
      where: { questionId, ...(after ? { id: MoreThan(after) } : {}) },
      order: { id: 'ASC' },
      take: limit + 1,
    });
  }
}
