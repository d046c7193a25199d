import { requests, type AnswerOf, type EventEnvelope, type QuestionOf } from '@carrel/contracts';
import { Answers, On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { OutcomesService } from '../outcomes.service.js';
import { ReferralsService } from '../referrals.service.js';

@Controller()
export class Reactions {
  constructor(
    private readonly outcomes: OutcomesService,
    private readonly referrals: ReferralsService,
  ) {}

  @On('question.answered.v1')
  answered(@Payload() event: EventEnvelope<'question.answered.v1'>) {
    return this.outcomes.answered(event);
  }

  @On('question.closed.v1')
  closed(@Payload() event: EventEnvelope<'question.closed.v1'>) {
    return this.outcomes.closed(event);
  }

  @On('question.claimed.v1')
  claimed(@Payload() event: EventEnvelope<'question.claimed.v1'>) {
    return this.outcomes.claimed(event);
  }

  @On('question.erased.v1')
  erased(@Payload() event: EventEnvelope<'question.erased.v1'>) {
    return this.outcomes.erased(event);
  }

  @Answers(requests.referralReason)
  reason(
    @Payload() { referralId }: QuestionOf<typeof requests.referralReason>,
  ): Promise<AnswerOf<typeof requests.referralReason>> {
    return this.referrals.reasons(referralId);
  }
}
