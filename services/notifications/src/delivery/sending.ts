import { Clock } from '@carrel/kernel';
import { Job, SpanKind, traced, Transactions, type JobOptions, type Transaction } from '@carrel/messaging';
import { Inject, Injectable } from '@nestjs/common';
import { MAIL_CONFIG, type MailConfig } from '../mail/config.js';
import { Delivery } from './domain/delivery.js';
import { ReturnAddresses } from '../mail/return-addresses.js';
import { together } from '../mail/bundling.js';
import { MailServer, type Outgoing } from '../mail/mail-server.js';
import { Deliveries } from './persistence/deliveries.repository.js';
import { Suppressions } from './persistence/suppressions.repository.js';

/** The job that tries a delivery when its time has come; there is one per delivery at any time. */
export const mailJob = (
  { id, nextTryAt }: Pick<Delivery, 'id' | 'nextTryAt'>,
  waiting = 0,
): [string, object, JobOptions] => [
  'send-mail',
  { deliveryId: id },
  // The longer a library's own queue, the later its next mail: one that sends thousands holds up nobody else.
  { key: `mail:${id}`, priority: waiting, ...(nextTryAt ? { runAt: nextTryAt } : {}) },
];

/**
 * Hands mails to the mail server. That a try begins is committed before it does, with a job that finds out
 * should this process die in the middle: then nobody knows whether the mail went, and F20 says what follows.
 */
@Injectable()
export class Sending {
  constructor(
    private readonly deliveries: Deliveries,
    private readonly suppressions: Suppressions,
    private readonly mailServer: MailServer,
    private readonly transactions: Transactions,
    private readonly returnAddresses: ReturnAddresses,
    private readonly clock: Clock,
    @Inject(MAIL_CONFIG) private readonly config: MailConfig,
  ) {}

  @Job('send-mail')
  async send({ deliveryId }: { deliveryId: string }): Promise<void> {
    const outgoing = await this.transactions.run((tx) => this.begin(tx, deliveryId));
    if (!outgoing) return;
    const stopRenewing = this.renewWhileTrying(deliveryId);
    const failure = await traced('send mail', { kind: SpanKind.CLIENT }, () =>
      this.mailServer.send(outgoing),
    ).finally(stopRenewing);
    // Forgotten, a mail that went would be taken for one whose fate nobody knows, and sent again.
    await this.transactions.runPatiently((tx) =>
      this.deliveries.change(tx, deliveryId, async (delivery) => {
        // Taken over meanwhile by the job that finds out: its word counts.
        if (delivery.isOver) return;
        if (!failure) {
          await this.suppressions.succeeded(tx, outgoing.to, delivery.tryingSince ?? this.clock.now());
          delivery.accepted(this.clock.now());
        } else if (delivery.failed(failure, this.config.gapsMs, this.clock.now())) {
          await this.suppressions.add(tx, outgoing.to);
        }
        await this.settle(tx, delivery);
      }),
    );
  }

  /**
   * A long mail over a slow line, or one that waits for a connection, takes longer than the look whether this process
   * died: the look is put off while the try goes on, or the mail would be sent twice.
   */
  private renewWhileTrying(deliveryId: string): () => void {
    const renew = () =>
      this.transactions.run((tx) =>
        this.deliveries.change(tx, deliveryId, async (delivery) => {
          if (delivery.tryingSince) await this.schedule(tx, delivery, this.clock.now());
        }),
      );
    const timer = setInterval(() => void renew().catch(() => undefined), 2 * this.config.timeoutMs);
    return () => clearInterval(timer);
  }

  private begin(tx: Transaction, deliveryId: string): Promise<Outgoing | undefined> {
    return this.deliveries.change(tx, deliveryId, async (delivery) => {
      const { messageId, to, content } = delivery;
      if (delivery.isOver || to === null || content === null || delivery.carriedBy) return undefined;
      if (await this.waits(tx, delivery)) {
        await this.schedule(tx, delivery);
        return undefined;
      }
      // A person who sends it once more wants it tried, whatever came of earlier mails.
      const suppressed = delivery.resends.length === 0 && (await this.suppressions.has(tx, to));
      const goes = delivery.begin(suppressed, this.config.gapsMs, this.clock.now());
      if (!goes) {
        await this.settle(tx, delivery);
        return undefined;
      }
      const riders = await this.takeAlong(tx, delivery);
      await this.schedule(tx, delivery);
      return {
        messageId,
        to,
        ...together([content, ...riders.map((rider) => rider.content!)]),
        replyTo: delivery.answerable ? this.returnAddresses.replyTo(delivery.id) : undefined,
        returnPath: this.returnAddresses.returnPath(delivery.id),
        loopMark: this.returnAddresses.domain ?? undefined,
      };
    });
  }

  /** At most one notice per question and address in 15 minutes (F15). */
  private async waits(tx: Transaction, delivery: Delivery): Promise<boolean> {
    if (!delivery.bundle || delivery.attempts > 0) return false;
    const { bundleMs } = this.config;
    const last = await this.deliveries.bundleSent(
      tx,
      delivery,
      new Date(this.clock.now().getTime() - bundleMs),
    );
    if (last) delivery.postpone(new Date(last.getTime() + bundleMs));
    return last !== undefined;
  }

  private async takeAlong(tx: Transaction, delivery: Delivery): Promise<Delivery[]> {
    if (!delivery.bundle) return [];
    if (delivery.attempts === 1) {
      for (const rider of await this.deliveries.riders(tx, delivery)) {
        rider.rideWith(delivery);
        await tx.manager.save(rider);
        await tx.dropJob(`mail:${rider.id}`);
      }
    }
    return tx.manager.find(Delivery, {
      where: { carriedBy: delivery.id, status: 'queued' },
      order: { id: 'ASC' },
    });
  }

  /** What follows from how it fared: the next try, the same fate for those that went along, and word to staff. */
  private async settle(tx: Transaction, delivery: Delivery): Promise<void> {
    await this.schedule(tx, delivery);
    if (!delivery.isOver) return;
    if (delivery.bundle) {
      // Others that went along are news still, where only this one is settled.
      const alone = delivery.settled && delivery.status === 'suppressed';
      const along = { carriedBy: delivery.id, status: 'queued' as const };
      await this.deliveries.changeAll(tx, along, async (rider) => {
        if (!alone) return rider.fareLike(delivery, this.clock.now());
        rider.sendAlone(this.clock.now());
        await tx.job(...mailJob(rider));
      });
    }
    const trouble = ['bounced', 'failed', 'uncertain'].includes(delivery.status);
    if (trouble && delivery.toPatron && delivery.questionId)
      await tx.job('tell-of-failed-mail', { deliveryId: delivery.id }, { key: `failed:${delivery.id}` });
  }

  /** The next try; or, during one, the look whether it ever came to an end. */
  private async schedule(
    tx: Transaction,
    delivery: Delivery,
    aliveAt: Date | null = delivery.tryingSince,
  ): Promise<void> {
    const { id, nextTryAt, isOver } = delivery;
    if (isOver) return tx.dropJob(`mail:${id}`);
    const lookAt = aliveAt && new Date(aliveAt.getTime() + 5 * this.config.timeoutMs);
    await tx.job(...mailJob({ id, nextTryAt: lookAt ?? nextTryAt }));
  }
}
