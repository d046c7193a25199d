import type { EventEnvelope } from '@carrel/contracts';
import { On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  ofAnswered,
  ofAssigned,
  ofClaimed,
  ofDuty,
  ofFeedback,
  ofNew,
  ofReferred,
  ofReturned,
  ofTurn,
} from '../domain/notices-of.js';
import { NoticesService } from '../notices.service.js';

/** What happens to questions, for those at their desks. */
@Controller()
export class NoticesReactions {
  constructor(private readonly notices: NoticesService) {}

  @On('question.created.v1')
  async created(@Payload() event: EventEnvelope<'question.created.v1'>): Promise<void> {
    await this.notices.keep(event, ofNew(event.data));
  }

  @On('question.assigned.v1')
  async assigned(@Payload() event: EventEnvelope<'question.assigned.v1'>): Promise<void> {
    await this.notices.keep(event, ofAssigned(event.data));
  }

  @On('question.claimed.v1')
  async claimed(@Payload() event: EventEnvelope<'question.claimed.v1'>): Promise<void> {
    await this.notices.keep(event, ofClaimed(event.data));
  }

  @On('question.answered.v1')
  async answered(@Payload() event: EventEnvelope<'question.answered.v1'>): Promise<void> {
    await this.notices.keep(event, ofAnswered(event.data));
  }

  @On('question.patron-replied.v1')
  async patronReplied(@Payload() event: EventEnvelope<'question.patron-replied.v1'>): Promise<void> {
    await this.notices.keep(event, ofTurn('patron-replied')(event.data));
  }

  @On('question.due-soon.v1')
  async dueSoon(@Payload() event: EventEnvelope<'question.due-soon.v1'>): Promise<void> {
    await this.notices.keep(event, ofTurn('question-due-soon')(event.data));
  }

  @On('question.overdue.v1')
  async overdue(@Payload() event: EventEnvelope<'question.overdue.v1'>): Promise<void> {
    await this.notices.keep(event, ofTurn('question-overdue')(event.data));
  }

  @On('question.feedback-given.v1')
  async feedback(@Payload() event: EventEnvelope<'question.feedback-given.v1'>): Promise<void> {
    await this.notices.keep(event, ofFeedback(event.data));
  }

  @On('question.referred.v1')
  async referred(@Payload() event: EventEnvelope<'question.referred.v1'>): Promise<void> {
    await this.notices.keep(event, ofReferred(event.data));
  }

  @On('referral.returned.v1')
  async returned(@Payload() event: EventEnvelope<'referral.returned.v1'>): Promise<void> {
    await this.notices.keep(event, ofReturned(event.data));
  }

  @On('duty.started.v1')
  async dutyBegan(@Payload() event: EventEnvelope<'duty.started.v1'>): Promise<void> {
    await this.notices.keep(event, ofDuty(event.data));
  }
}
