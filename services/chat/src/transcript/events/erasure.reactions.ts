import type { EventEnvelope } from '@carrel/contracts';
import { On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ErasureService } from '../erasure.service.js';

@Controller()
export class ErasureReactions {
  constructor(private readonly erasure: ErasureService) {}

  /** The question that a session became is erased, and the session with it (row 48). */
  @On('question.erased.v1')
  async erased(@Payload() event: EventEnvelope<'question.erased.v1'>): Promise<void> {
    const { sessionId, extent = 'everything' } = event.data;
    if (sessionId) await this.erasure.erase(event, sessionId, extent);
  }
}
