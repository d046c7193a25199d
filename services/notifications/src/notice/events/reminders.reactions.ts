import type { EventEnvelope } from '@carrel/contracts';
import { On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { NoticesService } from '../notices.service.js';
import { MailQueue } from '../../delivery/mail-queue.js';

/** Reminders of what waits, sent in the library's hours (A6). */
@Controller()
export class ReminderReactions {
  constructor(
    private readonly mailQueue: MailQueue,
    private readonly notices: NoticesService,
  ) {}

  @On('question.due-soon.v1')
  async dueSoon(@Payload() event: EventEnvelope<'question.due-soon.v1'>) {
    await this.mailQueue.post(event, await this.notices.reminder('due-soon', event));
  }

  @On('question.overdue.v1')
  async overdue(@Payload() event: EventEnvelope<'question.overdue.v1'>) {
    await this.mailQueue.post(event, await this.notices.reminder('overdue', event));
  }

  @On('question.archive-warning.v1')
  async archiveWarning(@Payload() event: EventEnvelope<'question.archive-warning.v1'>) {
    await this.mailQueue.post(event, await this.notices.reminder('archive-warning', event));
  }
}
