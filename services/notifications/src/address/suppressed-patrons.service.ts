import { mailboxKey, NotFound } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { Reader } from '../delivery/deliveries.service.js';
import { NotSuppressed } from '../delivery/domain/refusals.js';
import { MailFacts } from '../delivery/mail-facts.service.js';
import { DeliveriesQueries, type Undelivered } from '../delivery/persistence/deliveries.queries.js';
import { Suppressions } from '../delivery/persistence/suppressions.repository.js';

/** A patron who is written to no more since a mail came back for good (F12, B45). */
export interface SuppressedPatron extends Omit<Undelivered, 'id' | 'address'> {
  /** The last mail that did not arrive, by which the patron is released. */
  readonly deliveryId: string;
  /** Null for who may not contact the patron. */
  readonly address: string | null;
  readonly suppressedAt: Date;
}

const batch = 500;

/** A library's patrons whose addresses are suppressed. */
@Injectable()
export class SuppressedPatronsService {
  constructor(
    private readonly queries: DeliveriesQueries,
    private readonly suppressions: Suppressions,
    private readonly transactions: Transactions,
    private readonly facts: MailFacts,
  ) {}

  /** The newest first; one more than asked for when there is more. */
  async list(caller: Reader, before: string | undefined, limit: number): Promise<SuppressedPatron[]> {
    const found: (Undelivered & { suppressedAt: Date })[] = [];
    for (let after = before ?? null; found.length <= limit;) {
      const rows = await this.queries.undelivered(caller.institutionId, after, batch);
      const since = await this.suppressions.since(rows.map(({ address }) => address));
      for (const row of rows) {
        const suppressedAt = since.get(mailboxKey(row.address));
        if (suppressedAt) found.push({ ...row, suppressedAt });
      }
      if (rows.length < batch) break;
      after = rows.at(-1)!.id;
    }
    return Promise.all(
      found.slice(0, limit + 1).map(async ({ id, address, ...row }) => ({
        ...{ ...row, deliveryId: id },
        address: (await this.mayContact(caller, row.questionId)) ? address : null,
      })),
    );
  }

  /** The patron of this mail is written to again. */
  async release(caller: Reader, deliveryId: string): Promise<void> {
    const delivery = await this.queries.one(deliveryId);
    if (delivery?.institutionId !== caller.institutionId || !delivery.toPatron || delivery.to === null)
      throw new NotFound('delivery');
    const { to } = delivery;
    await this.transactions.run(async (tx) => {
      if (!(await this.suppressions.has(tx, to))) throw new NotSuppressed();
      await this.suppressions.remove(tx, to);
    });
  }

  private async mayContact(
    { accountId, institutionId }: Reader,
    questionId: string | null,
  ): Promise<boolean> {
    if (!questionId) return false;
    return (await this.facts.mayRead({ questionId, accountId, institutionId })).contact;
  }
}
