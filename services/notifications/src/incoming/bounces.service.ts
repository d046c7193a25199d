import { Clock } from '@carrel/kernel';
import { Transactions, type Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { Deliveries } from '../delivery/persistence/deliveries.repository.js';
import { Suppressions } from '../delivery/persistence/suppressions.repository.js';
import type { Destination } from './destinations.js';
import type { Bounce } from './domain/bounces.js';
import { IncomingMails } from './persistence/incoming-mails.repository.js';
import { SoftBounces } from './persistence/soft-bounces.repository.js';
import { Tracing } from './tracing.js';

/** Word that a mail of ours did not arrive (promise 16); nothing is ever sent because of it (F13). */
@Injectable()
export class BouncesService {
  constructor(
    private readonly mails: IncomingMails,
    private readonly deliveries: Deliveries,
    private readonly suppressions: Suppressions,
    private readonly softBounces: SoftBounces,
    private readonly tracing: Tracing,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** The delivery is told, and its own address counts, never one that the report names: reports are easily made up. */
  async came(mailId: string, bounce: Bounce, destination: Destination | undefined): Promise<void> {
    const about = await this.tracing.about(destination, bounce.originals);
    const home = about?.questionId ? await this.tracing.homeOf(about.questionId) : undefined;
    await this.mails.change(mailId, async (row, tx) => {
      if (row.status !== 'arrived') return;
      const now = this.clock.now();
      const library = destination?.kind === 'library' ? destination.institutionId : null;
      const { deliveryId = null, questionId = null, institutionId = library } = about ?? {};
      row.belongsTo({
        institutionId: home ?? institutionId,
        questionId: home ? questionId : null,
        deliveryId,
      });
      if (!about) return row.refuse('bounce-of-nothing', now);
      await this.recordOnDelivery(tx, about.deliveryId, bounce, now);
      row.note('bounce', bounce.action === 'delayed' ? 'delayed' : bounce.hard ? 'hard' : 'soft', now);
    });
  }

  /** A mail from that address ends its suppression. */
  async alive(address: string): Promise<void> {
    await this.transactions.run((tx) => this.suppressions.remove(tx, address));
  }

  private async recordOnDelivery(
    tx: Transaction,
    deliveryId: string,
    bounce: Bounce,
    now: Date,
  ): Promise<void> {
    if (bounce.action === 'delayed') return;
    await this.deliveries.change(tx, deliveryId, async (delivery) => {
      const { to } = delivery;
      if (!delivery.cameBack(bounce, now) || to === null) return;
      const counted = isOfMailbox(bounce) && (await this.softBounces.count(tx, to, now));
      if (bounce.hard || counted) await this.suppressions.add(tx, to);
    });
  }
}

/** A full mailbox is its owner's fault; what is ours, of policy or of the moment counts against nobody (B45). */
const isOfMailbox = ({ why }: Bounce): boolean => why === 'mailbox-full';
