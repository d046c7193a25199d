import { requests, type EventEnvelope, type QuestionOf } from '@carrel/contracts';
import { Answers, On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { MailQueue } from '../../delivery/mail-queue.js';
import { MailErasureService } from '../mail-erasure.service.js';

@Controller()
export class IncomingReactions {
  constructor(
    private readonly forgetting: MailErasureService,
    private readonly mailQueue: MailQueue,
  ) {}

  @On('question.erased.v1')
  questionErased(@Payload() event: EventEnvelope<'question.erased.v1'>): Promise<void> {
    return this.forgetting.questionErased(event);
  }

  @Answers(requests.forgetMailFrom)
  async forgetMailFrom(@Payload() { institutionId, address }: QuestionOf<typeof requests.forgetMailFrom>) {
    const mails = await this.forgetting.forgetFrom(institutionId, address);
    return { forgotten: mails + (await this.mailQueue.forgetTo(institutionId, address)) };
  }
}
