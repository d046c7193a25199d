import { requests, type AnswerOf, type EventEnvelope, type QuestionOf } from '@carrel/contracts';
import { Answers, On } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { CorrespondenceService } from '../correspondence.service.js';

type Q<N extends keyof typeof requests> = QuestionOf<(typeof requests)[N]>;
type A<N extends keyof typeof requests> = Promise<AnswerOf<(typeof requests)[N]>>;

/** Answers notifications about mail that has come in. */
@Controller()
export class CorrespondenceAnswers {
  constructor(private readonly correspondence: CorrespondenceService) {}

  @Answers(requests.patronReply)
  patronReply(@Payload() asked: Q<'patronReply'>): A<'patronReply'> {
    return this.correspondence.patronReply(asked);
  }

  @Answers(requests.mailQuestion)
  mailQuestion(@Payload() asked: Q<'mailQuestion'>): A<'mailQuestion'> {
    return this.correspondence.mailQuestion(asked);
  }

  @Answers(requests.automaticMail)
  automaticMail(@Payload() asked: Q<'automaticMail'>): A<'automaticMail'> {
    return this.correspondence.automaticMail(asked);
  }

  @Answers(requests.questionByNumber)
  byNumber(@Payload() asked: Q<'questionByNumber'>): A<'questionByNumber'> {
    return this.correspondence.byNumber(asked);
  }

  @On('mail.bounced.v1')
  bounced(@Payload() event: EventEnvelope<'mail.bounced.v1'>): Promise<void> {
    return this.correspondence.bounced(event);
  }
}
