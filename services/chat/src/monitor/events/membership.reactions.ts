import type { EventEnvelope } from '@carrel/contracts';
import { Clock } from '@carrel/kernel';
import { Job, On, Transactions } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { MonitorsService } from '../monitors.service.js';

type Ended = EventEnvelope<'membership.inactivated.v1' | 'membership.blocked.v1' | 'membership.left.v1'>;

/** The directory knows of the end by another handler of the same event, so it is looked at once more a little later. */
const AGAIN_AFTER_MS = 2_000;

@Controller()
export class MembershipReactions {
  constructor(
    private readonly monitors: MonitorsService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** A library belongs to a cooperative no more: its shifts lose the queue, at work too (B40). */
  @On('membership.inactivated.v1', 'membership.blocked.v1', 'membership.left.v1')
  async ended(@Payload() { data: { institutionId } }: Ended): Promise<void> {
    const later = new Date(this.clock.now().getTime() + AGAIN_AFTER_MS);
    await this.transactions.run(async (tx) => {
      await tx.job('keep-queues', { institutionId }, { key: `keep-queues:${institutionId}` });
      await tx.job(
        'keep-queues',
        { institutionId },
        { key: `keep-queues-again:${institutionId}`, runAt: later },
      );
    });
  }

  @Job('keep-queues')
  async keep({ institutionId }: { institutionId: string }): Promise<void> {
    await this.monitors.keepQueuesAt(institutionId);
  }
}
