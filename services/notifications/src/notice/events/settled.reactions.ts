import type { EventEnvelope } from '@carrel/contracts';
import { On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { reminders, settledBy } from '../../delivery/domain/settled.js';
import { MailQueue } from '../../delivery/mail-queue.js';

type OfQuestion = EventEnvelope<'question.claimed.v1' | 'question.answered.v1' | 'question.closed.v1'>;
type OfReferral = EventEnvelope<'referral.returned.v1' | 'referral.withdrawn.v1'>;
type OfDuty = EventEnvelope<'cover.taken.v1' | 'cover.withdrawn.v1' | 'duty.checked.v1'>;

/** Notices that wait for their hour are dropped once what they are about is settled (F15, F24). */
@Controller()
export class SettledReactions {
  constructor(private readonly mailQueue: MailQueue) {}

  /** A library whose question was referred gets no more reminders; the receiver does, in its own hours. */
  @On('question.referred.v1')
  async referred(@Payload() event: EventEnvelope<'question.referred.v1'>) {
    const { questionId, receiverInstitutionId } = event.data;
    const settled = settledBy[event.type];
    const messages = receiverInstitutionId === null ? settled : [...settled, ...reminders];
    await this.mailQueue.settle(event, { questionId }, messages);
  }

  @On('question.claimed.v1', 'question.answered.v1', 'question.closed.v1')
  async question(@Payload() event: OfQuestion) {
    await this.mailQueue.settle(event, { questionId: event.data.questionId });
  }

  @On('question.assigned.v1')
  async assigned(@Payload() event: EventEnvelope<'question.assigned.v1'>) {
    const { questionId, assigneeId } = event.data;
    if (assigneeId !== null) await this.mailQueue.settle(event, { questionId });
  }

  @On('referral.returned.v1', 'referral.withdrawn.v1')
  async referral(@Payload() event: OfReferral) {
    await this.mailQueue.settle(event, { aboutId: event.data.referralId });
  }

  @On('cover.taken.v1', 'cover.withdrawn.v1', 'duty.checked.v1')
  async duty(@Payload() event: OfDuty) {
    await this.mailQueue.settle(event, { aboutId: event.data.dutyId });
  }
}
