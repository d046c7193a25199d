import { Injectable } from '@nestjs/common';
import { Job } from '@carrel/messaging';
import { ContactsService } from '../contacts.service.js';
import { OffersService } from '../offers.service.js';
import { UnattendedService } from '../unattended.service.js';

@Injectable()
export class SessionJobs {
  constructor(
    private readonly offers: OffersService,
    private readonly unattended: UnattendedService,
    private readonly contacts: ContactsService,
  ) {}

  @Job('roll-up-session')
  async rollUp({ sessionId }: { sessionId: string }): Promise<void> {
    await this.offers.rollUp(sessionId);
  }

  @Job('roll-up-group')
  async rollUpGroup({ subscriptionGroupId }: { subscriptionGroupId: string }): Promise<void> {
    await this.offers.rollUpWithoutLocals(subscriptionGroupId);
  }

  @Job('lost-librarian')
  async lostLibrarian({ accountId }: { accountId: string }): Promise<void> {
    await this.unattended.continueWithout(accountId);
  }

  @Job('look-at-session')
  async look({ sessionId }: { sessionId: string }): Promise<void> {
    await this.unattended.look(sessionId);
  }

  @Job('pass-contact-on')
  async passContactOn({ sessionId }: { sessionId: string }): Promise<void> {
    await this.contacts.passOn(sessionId);
  }
}
