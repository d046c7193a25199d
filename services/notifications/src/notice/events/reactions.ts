import type { EventEnvelope } from '@carrel/contracts';
import { On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { LettersService } from '../letters.service.js';
import { NoticesService } from '../notices.service.js';
import { MailQueue } from '../../delivery/mail-queue.js';

/** Which events about questions and referrals cause which mail. */
@Controller()
export class Reactions {
  constructor(
    private readonly mailQueue: MailQueue,
    private readonly letters: LettersService,
    private readonly notices: NoticesService,
  ) {}

  @On('question.created.v1')
  async created(@Payload() event: EventEnvelope<'question.created.v1'>) {
    const letters = await this.letters.created(event);
    await this.mailQueue.post(event, [...letters, ...(await this.notices.created(event))]);
  }

  @On('question.answered.v1')
  async answered(@Payload() event: EventEnvelope<'question.answered.v1'>) {
    const letters = await this.letters.answer(event);
    await this.mailQueue.post(event, [...letters, ...(await this.notices.answered(event))]);
  }

  @On('question.clarification-requested.v1')
  async clarificationRequested(@Payload() event: EventEnvelope<'question.clarification-requested.v1'>) {
    await this.mailQueue.post(event, await this.letters.clarification(event));
  }

  @On('question.message-sent.v1')
  async messageSent(@Payload() event: EventEnvelope<'question.message-sent.v1'>) {
    await this.mailQueue.post(event, await this.letters.message(event));
  }

  @On('question.merged.v1')
  async merged(@Payload() event: EventEnvelope<'question.merged.v1'>) {
    await this.mailQueue.post(event, await this.letters.merged(event));
  }

  @On('question.split.v1')
  async split(@Payload() event: EventEnvelope<'question.split.v1'>) {
    await this.mailQueue.post(event, await this.letters.split(event));
  }

  @On('patron.link-requested.v1')
  async linkRequested(@Payload() event: EventEnvelope<'patron.link-requested.v1'>) {
    await this.mailQueue.post(event, await this.letters.link(event));
  }

  @On('question.assigned.v1')
  async assigned(@Payload() event: EventEnvelope<'question.assigned.v1'>) {
    await this.mailQueue.post(event, await this.notices.assigned(event));
  }

  @On('question.unclaimed.v1')
  async unclaimed(@Payload() event: EventEnvelope<'question.unclaimed.v1'>) {
    await this.mailQueue.post(event, await this.notices.unclaimed(event));
  }

  @On('question.patron-replied.v1')
  async patronReplied(@Payload() event: EventEnvelope<'question.patron-replied.v1'>) {
    await this.mailQueue.post(event, await this.notices.patronReplied(event));
  }

  @On('question.note-added.v1')
  async noteAdded(@Payload() event: EventEnvelope<'question.note-added.v1'>) {
    await this.mailQueue.post(event, await this.notices.noteAdded(event));
  }

  @On('question.reopened.v1')
  async reopened(@Payload() event: EventEnvelope<'question.reopened.v1'>) {
    await this.mailQueue.post(event, await this.notices.reopened(event));
  }

  @On('question.feedback-given.v1')
  async feedbackGiven(@Payload() event: EventEnvelope<'question.feedback-given.v1'>) {
    await this.mailQueue.post(event, await this.notices.feedbackGiven(event));
  }

  @On('question.closed.v1')
  async closed(@Payload() event: EventEnvelope<'question.closed.v1'>) {
    await this.mailQueue.post(event, await this.notices.closed(event));
  }

  @On('question.erased.v1')
  async erased(@Payload() event: EventEnvelope<'question.erased.v1'>) {
    await this.mailQueue.erase(event, event.data.questionId);
  }

  @On('referral.made.v1')
  async referralMade(@Payload() event: EventEnvelope<'referral.made.v1'>) {
    const letters = await this.letters.referral(event);
    await this.mailQueue.post(event, [...letters, ...(await this.notices.referralMade(event))]);
  }

  @On('referral.returned.v1')
  async referralReturned(@Payload() event: EventEnvelope<'referral.returned.v1'>) {
    await this.mailQueue.post(event, await this.notices.referralReturned(event));
  }

  @On('referral.withdrawn.v1')
  async referralWithdrawn(@Payload() event: EventEnvelope<'referral.withdrawn.v1'>) {
    await this.mailQueue.post(event, await this.notices.referralWithdrawn(event));
  }
}
