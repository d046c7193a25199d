import type { EventEnvelope } from '@carrel/contracts';
import { On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { PolicyPagesService } from '../policy-pages.service.js';

/** Chat sets up the queue that a submitted policy page asks for (R124). */
@Controller()
export class QueueReactions {
  constructor(private readonly pages: PolicyPagesService) {}

  @On('queue.set-up.v1')
  async setUp(@Payload() { data }: EventEnvelope<'queue.set-up.v1'>): Promise<void> {
    await this.pages.accept(data.institutionId, data.queueId);
  }
}
