import { requests, type AnswerOf, type QuestionOf } from '@carrel/contracts';
import { Answers } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { SurveysService } from '../surveys.service.js';

/** Chat asks at a session's end, notifications when a mail is written. */
@Controller()
export class SurveyAnswersToOthers {
  constructor(private readonly surveys: SurveysService) {}

  @Answers(requests.surveyInvitation)
  invitation(
    @Payload() asked: QuestionOf<typeof requests.surveyInvitation>,
  ): Promise<AnswerOf<typeof requests.surveyInvitation>> {
    return this.surveys.invitation(asked);
  }
}
