import { requests, type EventEnvelope } from '@carrel/contracts';
import { On, Requests } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { IntakeService } from '../intake.service.js';

@Controller()
export class Reactions {
  constructor(
    private readonly intake: IntakeService,
    private readonly requests: Requests,
  ) {}

  /** What was said is chat's to tell; while chat is away the event waits (ADR 3). */
  @On('session.ended.v1')
  async sessionEnded(@Payload() event: EventEnvelope<'session.ended.v1'>): Promise<void> {
    const { sessionId } = event.data;
    await this.intake.sessionEnded(event, await this.requests.ask(requests.sessionTranscript, { sessionId }));
  }
}
