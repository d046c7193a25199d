import { requests, type AnswerOf, type QuestionOf } from '@carrel/contracts';
import { Answers } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { PrivacyService } from '../privacy.service.js';

type Sessions = typeof requests.sessionsWithQuestions;

@Controller()
export class PrivacyAnswers {
  constructor(private readonly privacy: PrivacyService) {}

  /** A chat that became a question follows the question's retention period. */
  @Answers(requests.sessionsWithQuestions)
  async sessionsWithQuestions(@Payload() { sessionIds }: QuestionOf<Sessions>): Promise<AnswerOf<Sessions>> {
    return { sessionIds: await this.privacy.keptOf(sessionIds) };
  }
}
