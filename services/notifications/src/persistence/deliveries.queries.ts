import { mailboxSpellings } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { DataSource, In, LessThan, MoreThan } from 'typeorm';
import { Delivery } from '../domain/delivery.js';

const notArrived = `'bounced', 'failed', 'suppressed'`;

/** The last mail to one patron that did not arrive. */
export interface Undelivered {
  readonly id: string;
  readonly address: string;
  readonly questionId: string | null;
  readonly lastReply: string | null;
}

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

  /**
   * Patrons of the library whose mail did not get through, by the last such mail to each, the newest first. Which of
   * the addresses are suppressed the keyed hashes tell.
   */
  undelivered(institutionId: string, before: string | null, limit: number): Promise<Undelivered[]> {
    return this.db.query(
      `SELECT d.id, d.recipient AS address, d.question_id AS "questionId", d.last_reply AS "lastReply"
       FROM deliveries d
       WHERE d.institution_id = $1 AND d.to_patron AND d.status IN (${notArrived}) AND d.recipient IS NOT NULL
         AND ($2::uuid IS NULL OR d.id < $2)
         AND NOT EXISTS (SELECT FROM deliveries l WHERE l.institution_id = d.institution_id AND l.to_patron
           AND lower(l.recipient) = lower(d.recipient) AND l.id > d.id AND l.status IN (${notArrived}))
       ORDER BY d.id DESC LIMIT $3`,
      [institutionId, before, limit],
    );
  }

  /** Whether a patron of the library was ever written to at this address. */
  async hasWrittenTo(institutionId: string, address: string): Promise<boolean> {
    const rows = await this.db.query<unknown[]>(
      'SELECT FROM deliveries WHERE institution_id = $1 AND lower(recipient) = ANY($2) AND to_patron LIMIT 1',
      [institutionId, mailboxSpellings(address)],
    );
    return rows.length > 0;
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
