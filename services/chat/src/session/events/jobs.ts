import { Injectable } from '@nestjs/common';
import { Job } from '@carrel/messaging';
import { OffersService } from '../offers.service.js';

@Injectable()
export class SessionJobs {
  constructor(private readonly offers: OffersService) {}

  @Job('roll-up-session')
  async rollUp({ sessionId }: { sessionId: string }): Promise<void> {
    await this.offers.rollUp(sessionId);
  }

  @Job('roll-up-group')
  async rollUpGroup({ subscriptionGroupId }: { subscriptionGroupId: string }): Promise<void> {
    await this.offers.rollUpWithoutLocals(subscriptionGroupId);
  }
}
