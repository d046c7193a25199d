import type { EventEnvelope } from '@carrel/contracts';
import { On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ChatStatisticsService } from '../chat-statistics.service.js';
import { StatisticsService } from '../statistics.service.js';

/** Counts events after the transaction that published them (ADR 7). */
@Controller()
export class StatisticsReactions {
  constructor(
    private readonly statistics: StatisticsService,
    private readonly chats: ChatStatisticsService,
  ) {}

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

  @On('session.requested.v1')
  async requested(@Payload() event: EventEnvelope<'session.requested.v1'>): Promise<void> {
    await this.chats.requested(event);
  }

  @On('session.accepted.v1')
  async accepted(@Payload() event: EventEnvelope<'session.accepted.v1'>): Promise<void> {
    await this.chats.accepted(event);
  }

  @On('session.abandoned.v1')
  async abandoned(@Payload() event: EventEnvelope<'session.abandoned.v1'>): Promise<void> {
    await this.chats.abandoned(event);
  }

  @On('session.dismissed.v1')
  async dismissed(@Payload() event: EventEnvelope<'session.dismissed.v1'>): Promise<void> {
    await this.chats.dismissed(event);
  }

  @On('session.ended.v1')
  async ended(@Payload() event: EventEnvelope<'session.ended.v1'>): Promise<void> {
    await this.chats.ended(event);
  }
}
