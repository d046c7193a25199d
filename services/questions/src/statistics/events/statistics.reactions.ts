import type { EventEnvelope } from '@carrel/contracts';
import { On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { StatisticsService } from '../statistics.service.js';

/** Counts events after the transaction that published them (ADR 7). */
@Controller()
export class StatisticsReactions {
  constructor(private readonly statistics: StatisticsService) {}

  @On(
    'question.created.v1',
    'question.answered.v1',
    'question.recoded.v1',
    'question.closed.v1',
    'question.reopened.v1',
    'question.note-added.v1',
    'question.patron-replied.v1',
  )
  async changed(@Payload() event: { data: { questionId: string } }): Promise<void> {
    await this.statistics.count(event.data.questionId);
  }

  @On('session.transferred.v1')
  async transferred(@Payload() event: EventEnvelope<'session.transferred.v1'>): Promise<void> {
    await this.statistics.countTransfer(event);
  }
}
