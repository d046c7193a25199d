import type { EventEnvelope } from '@carrel/contracts';
import { Clock } from '@carrel/kernel';
import { Job, On, Transactions } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { MonitorsService } from '../monitors.service.js';

type Ended = EventEnvelope<'membership.inactivated.v1' | 'membership.blocked.v1' | 'membership.left.v1'>;

/** Another handler of the event brings the directory up to date, as a rule within this time. */
const AFTER_MS = 500;

@Controller()
export class MembershipReactions {
  constructor(
    private readonly monitors: MonitorsService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** A library belongs to a cooperative no more: its shifts lose the queue, at work too (B40). */
  @On('membership.inactivated.v1', 'membership.blocked.v1', 'membership.left.v1')
  async ended(@Payload() { data: { institutionId, membershipId }, sequence }: Ended): Promise<void> {
    const runAt = new Date(this.clock.now().getTime() + AFTER_MS);
    const key = `keep-queues:${membershipId}`;
    await this.transactions.run((tx) =>
      tx.job('keep-queues', { institutionId, membershipId, sequence }, { key, runAt }),
    );
  }

  @Job('keep-queues')
  async keep(ended: { institutionId: string; membershipId: string; sequence: string }): Promise<void> {
    await this.monitors.keepQueuesAt(ended);
  }
}
