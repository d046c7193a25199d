import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import type { EventEnvelope } from '@carrel/contracts';
import { Clock } from '@carrel/kernel';
import { On, Transactions } from '@carrel/messaging';
import { PrimaryQueue } from '../domain/primary-queue.js';
import { QueuesService } from '../queues.service.js';

/** A library's policy page is ready: its primary queue is set up, which notifies the library (R124). */
@Controller()
export class PolicyReactions {
  constructor(
    private readonly queues: QueuesService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  @On('policy-page.submitted.v1')
  async submitted(@Payload() event: EventEnvelope<'policy-page.submitted.v1'>): Promise<void> {
    const { institutionId } = event.data;
    const [primary] = await this.queues.chainOf(institutionId, false);
    await this.transactions.runOnce(event, (tx) =>
      tx.publish(PrimaryQueue.setUp(primary.id, institutionId, this.clock.now())),
    );
  }
}
