import { newId, Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { NoAddresses, NotSuppressed } from '../delivery/domain/refusals.js';
import { isSameMailbox, mailboxKey } from '@carrel/kernel';
import { MailFacts } from '../delivery/mail-facts.service.js';
import { mustAdminister, type Administrator } from '../mockup/mockups.service.js';
import { DeliveriesQueries } from '../delivery/persistence/deliveries.queries.js';
import { Suppressions } from '../delivery/persistence/suppressions.repository.js';
import { MailQueue, type Draft } from '../delivery/mail-queue.js';

/** An address of a library's staff that is suppressed since a mail to it bounced permanently (F15). */
export interface SuppressedAddress {
  address: string;
  /** Null for one of the library's notification addresses. */
  accountId: string | null;
  suppressedAt: Date;
}

/** The addresses at which a library's staff get notices. */
@Injectable()
export class AddressesService {
  constructor(
    private readonly facts: MailFacts,
    private readonly suppressions: Suppressions,
    private readonly deliveries: DeliveriesQueries,
    private readonly mailQueue: MailQueue,
    private readonly transactions: Transactions,
  ) {}

  /** Sends a test to every notification address as saved, switched on or not (R130). */
  async test(caller: Administrator, institutionId: string): Promise<string[]> {
    mustAdminister(caller, institutionId);
    const addresses = await this.facts.namedAddresses(institutionId);
    if (addresses.length === 0) throw new NoAddresses();
    const library = await this.facts.library(institutionId);
    const drafts = addresses.map((to): Draft => ({
      ...{ notice: 'notification-test', data: { library: library.name } },
      ...{ to, toPatron: false, institutionId, atOnce: true },
      ...{ questionId: null, sessionId: null, number: null },
    }));
    return this.mailQueue.postBecauseOf(newId(), drafts);
  }

  async suppressed(caller: Administrator, institutionId: string): Promise<SuppressedAddress[]> {
    mustAdminister(caller, institutionId);
    const known = await this.known(institutionId);
    const since = await this.suppressions.since(known.map(({ address }) => address));
    return known.flatMap(({ address, accountId }) => {
      const suppressedAt = since.get(mailboxKey(address));
      return suppressedAt ? [{ address, accountId, suppressedAt }] : [];
    });
  }

  /** Ends the suppression of an address of the library's staff, or of a patron it has written to. */
  async release(caller: Administrator, institutionId: string, address: string): Promise<void> {
    mustAdminister(caller, institutionId);
    const known = await this.known(institutionId);
    const ours =
      known.some((one) => isSameMailbox(one.address, address)) ||
      (await this.deliveries.hasWrittenTo(institutionId, address));
    const since = ours ? await this.suppressions.since([address]) : undefined;
    if (!since?.size) throw new NotSuppressed();
    await this.transactions.run((tx) => this.suppressions.remove(tx, address));
  }

  private async known(institutionId: string): Promise<{ address: string; accountId: string | null }[]> {
    const named = await this.facts.namedAddresses(institutionId);
    const people = await this.facts.addressesOfStaff(institutionId);
    return [
      ...named.map((address) => ({ address, accountId: null })),
      ...people.map(({ id, email }) => ({ address: email, accountId: id })),
    ];
  }
}
