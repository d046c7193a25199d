import type { EventEnvelope } from '@carrel/contracts';
import { Projects } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { BansService } from '../bans.service.js';

@Controller()
export class BanReactions {
  constructor(private readonly bans: BansService) {}

  @Projects('ban.made.v1', 'ban.lifted.v1')
  async heard(@Payload() event: EventEnvelope<'ban.made.v1' | 'ban.lifted.v1'>): Promise<void> {
    await this.bans.applyEvent(event);
  }
}
