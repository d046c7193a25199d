import { requests, type AnswerOf, type QuestionOf } from '@carrel/contracts';
import { Answers } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { ExpertsService } from '../expert/experts.service.js';
import { LettersService } from '../referral/letters.service.js';

type Q<N extends keyof typeof requests> = QuestionOf<(typeof requests)[N]>;
type A<N extends keyof typeof requests> = Promise<AnswerOf<(typeof requests)[N]>>;

/** Answers requests of other services. */
@Controller()
export class AnswersToOthers {
  constructor(
    private readonly letters: LettersService,
    private readonly experts: ExpertsService,
  ) {}

  @Answers(requests.referralReason)
  reason(@Payload() { referralId }: Q<'referralReason'>): A<'referralReason'> {
    return this.letters.reasons(referralId);
  }

  @Answers(requests.referralLetter)
  letter(@Payload() { referralId }: Q<'referralLetter'>): A<'referralLetter'> {
    return this.letters.letter(referralId);
  }

  @Answers(requests.qualityContacts)
  quality(@Payload() { institutionId }: Q<'qualityContacts'>): A<'qualityContacts'> {
    return this.experts.qualityOf(institutionId);
  }
}
