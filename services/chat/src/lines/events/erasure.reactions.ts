import { requests, type AnswerOf, type EventEnvelope, type QuestionOf } from '@carrel/contracts';
import { Answers, Job, On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ErasureService } from '../erasure.service.js';

type Forget = typeof requests.forgetChatsOf;

@Controller()
export class ErasureReactions {
  constructor(private readonly erasure: ErasureService) {}

  /** The question that a session became is erased, and the session with it (row 48). */
  @On('question.erased.v1')
  async erased(@Payload() event: EventEnvelope<'question.erased.v1'>): Promise<void> {
    const { sessionId, extent = 'everything' } = event.data;
    if (sessionId) await this.erasure.erase(event, sessionId, extent);
  }

  /** On a patron's request, chats that became no question too (promise 25). */
  @Answers(requests.forgetChatsOf)
  forgetChatsOf(@Payload() { institutionId, address, known }: QuestionOf<Forget>): Promise<AnswerOf<Forget>> {
    return this.erasure.forgetChats(institutionId, address, known);
  }

  /** Hourly, so that a replica that was away catches up soon. */
  @Job('forget-old-chats', { cron: '27 * * * *' })
  forgetOld(): Promise<void> {
    return this.erasure.forgetOld();
  }
}
