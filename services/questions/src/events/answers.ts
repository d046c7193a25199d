import { requests, type AnswerOf, type QuestionOf } from '@carrel/contracts';
import { Answers } from '@carrel/messaging';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { CountsService } from '../desk/counts.service.js';
import { ContactsService } from '../conversation/contacts.service.js';
import { DutyOffers } from '../question/duty-offers.service.js';
import { QuestionsService } from '../followup/questions.service.js';
import { QuestionFactsService } from '../reading/question-facts.service.js';

type Q<N extends keyof typeof requests> = QuestionOf<(typeof requests)[N]>;
type A<N extends keyof typeof requests> = Promise<AnswerOf<(typeof requests)[N]>>;

/** What other services may ask of this one. */
@Controller()
export class AnswersToOthers {
  constructor(
    private readonly questions: QuestionsService,
    private readonly facts: QuestionFactsService,
    private readonly offers: DutyOffers,
    private readonly counts: CountsService,
    private readonly contacts: ContactsService,
  ) {}

  @Answers(requests.questionStanding)
  standing(@Payload() asked: Q<'questionStanding'>): A<'questionStanding'> {
    return this.facts.standing(asked);
  }

  @Answers(requests.refer)
  refer(@Payload() asked: Q<'refer'>): A<'refer'> {
    return this.questions.refer(asked);
  }

  @Answers(requests.endReferral)
  endReferral(@Payload() asked: Q<'endReferral'>): A<'endReferral'> {
    return this.questions.endReferral(asked);
  }

  @Answers(requests.referralReply)
  referralReply(@Payload() asked: Q<'referralReply'>): A<'referralReply'> {
    return this.questions.adviceCame(asked);
  }

  @Answers(requests.correctContact)
  correctContact(@Payload() asked: Q<'correctContact'>): A<'correctContact'> {
    return this.contacts.afterChat(asked);
  }

  @Answers(requests.questionLetter)
  letter(@Payload() asked: Q<'questionLetter'>): A<'questionLetter'> {
    return this.facts.letter(asked);
  }

  @Answers(requests.questionSubjects)
  subjects(@Payload() asked: Q<'questionSubjects'>): A<'questionSubjects'> {
    return this.offers.subjects(asked);
  }

  @Answers(requests.sharedWaiting)
  async sharedWaiting(@Payload() { groupId }: Q<'sharedWaiting'>): A<'sharedWaiting'> {
    return { waiting: await this.counts.sharedWaiting(groupId) };
  }

  @Answers(requests.mayReadSession)
  mayReadSession(@Payload() asked: Q<'mayReadSession'>): A<'mayReadSession'> {
    return this.facts.mayReadSession(asked);
  }

  @Answers(requests.mayReadQuestion)
  mayRead(@Payload() asked: Q<'mayReadQuestion'>): A<'mayReadQuestion'> {
    return this.facts.mayRead(asked);
  }
}
