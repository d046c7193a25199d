import type { EventEnvelope } from '@carrel/contracts';
import { On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { FormerAdministrators } from '../former-administrators.js';

type Account = EventEnvelope<'account.updated.v1' | 'account.deactivated.v1'>;

/** Where an endpoint leads is answered for by whoever set it; when he or she is no administrator any more, it ends. */
@Controller()
export class AdministratorReactions {
  constructor(private readonly ends: FormerAdministrators) {}

  @On('account.updated.v1', 'account.deactivated.v1')
  async account(@Payload() { data }: Account): Promise<void> {
    await this.ends.account(data);
  }

  @On('service-account.revoked.v1')
  async program(@Payload() { data }: EventEnvelope<'service-account.revoked.v1'>): Promise<void> {
    await this.ends.program(data.serviceAccountId);
  }
}
