import { requests, type AnswerOf, type QuestionOf } from '@carrel/contracts';
import { Answers, Job } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { OwnQuestionsService } from '../own-questions.service.js';

type PatronLink = typeof requests.patronLink;

/** Answers notifications about patrons, and expires their links. */
@Controller()
export class PatronAnswers {
  constructor(private readonly own: OwnQuestionsService) {}

  @Answers(requests.patronLink)
  link(@Payload() { patronId }: QuestionOf<PatronLink>): Promise<AnswerOf<PatronLink>> {
    return this.own.linkFor(patronId);
  }

  @Job('merge-patron-records', { cron: '37 * * * *' })
  merge(): Promise<void> {
    return this.own.mergeSpellings();
  }

  @Job('forget-patron-links', { cron: '23 * * * *' })
  forget(): Promise<void> {
    return this.own.forgetExpiredLinks();
  }
}
