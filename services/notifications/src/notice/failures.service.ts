import { Job } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { MailFacts } from '../delivery/mail-facts.service.js';
import { NoticeDrafts } from './notice-drafts.js';
import { DeliveriesQueries } from '../delivery/persistence/deliveries.queries.js';
import { MailQueue } from '../delivery/mail-queue.js';

/** Notifies staff of a mail to a patron that failed: its author, else the patron's library (1.3). */
@Injectable()
export class FailuresService {
  constructor(
    private readonly queries: DeliveriesQueries,
    private readonly noticing: NoticeDrafts,
    private readonly facts: MailFacts,
    private readonly mailQueue: MailQueue,
  ) {}

  @Job('tell-of-failed-mail')
  async notifyOfFailure({ deliveryId }: { deliveryId: string }): Promise<void> {
    const delivery = await this.queries.one(deliveryId);
    if (!delivery?.questionId || !delivery.institutionId) return;
    const { questionId, sessionId, institutionId, status, message, lastReply } = delivery;
    const author = delivery.authorId ? await this.facts.memberOf(delivery.authorId) : undefined;
    const recipients = [author ?? { institutionId }];
    const more = { uncertain: status === 'uncertain', what: message, reply: lastReply };
    const drafts = await this.noticing.notify('delivery-failed', recipients, { questionId, sessionId }, more);
    await this.mailQueue.postBecauseOf(delivery.id, drafts);
  }
}
