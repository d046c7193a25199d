import type { EventEnvelope } from '@carrel/contracts';
import { On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { NoticesService } from '../notices.service.js';
import { Postroom } from '../postroom.js';

type Settled = EventEnvelope<'question.answered.v1'> | EventEnvelope<'question.closed.v1'>;

/** Reminders of what waits, sent in the library's hours; none of what is settled before they go (A6, F24). */
@Controller()
export class ReminderReactions {
  constructor(
    private readonly postroom: Postroom,
    private readonly notices: NoticesService,
  ) {}

  @On('question.due-soon.v1')
  async dueSoon(@Payload() event: EventEnvelope<'question.due-soon.v1'>) {
    await this.postroom.post(event, await this.notices.reminder('due-soon', event));
  }

  @On('question.overdue.v1')
  async overdue(@Payload() event: EventEnvelope<'question.overdue.v1'>) {
    await this.postroom.post(event, await this.notices.reminder('overdue', event));
  }

  @On('question.archive-warning.v1')
  async archiveWarning(@Payload() event: EventEnvelope<'question.archive-warning.v1'>) {
    await this.postroom.post(event, await this.notices.reminder('archive-warning', event));
  }

  @On('question.answered.v1', 'question.closed.v1')
  async settled(@Payload() event: Settled) {
    await this.postroom.dropReminders(event, event.data.questionId);
  }
}
