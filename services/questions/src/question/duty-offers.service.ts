import { requests, type AnswerOf, type QuestionOf } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Clock, ServiceUnavailable } from '@carrel/kernel';
import { Requests } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { subjectsOf, type QuestionRow } from './domain/row.js';
import { Questions } from './persistence/questions.repository.js';

type Offered = Pick<QuestionRow, 'id' | 'patronInstitutionId' | 'topic' | 'codes'>;
/** The library that is offered a question first, and why; by the question's id. */
export type OfferOf = ReadonlyMap<string, NonNullable<AnswerOf<typeof requests.onDuty>['offers'][number]>>;

/** The list does not wait for the rota: an offer is advice, and any librarian may claim without it (R142). */
const briefly = { ...requests.onDuty, deadlineMs: 500 };

/** To whom what waits in Shared Followup is offered first: the library on duty, by the rota (R87, R88). */
@Injectable()
export class DutyOffers {
  constructor(
    private readonly questions: Questions,
    private readonly requests: Requests,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  /** Asked at once for rows of one group's Shared Followup; no offers while referrals is unavailable. */
  async of(rows: readonly Offered[]): Promise<OfferOf> {
    const library = rows[0] && (await this.directory.institution(rows[0].patronInstitutionId));
    if (!library) return new Map();
    const { offers } = await this.ask({
      groupId: library.subscriptionGroupId,
      at: this.clock.now().toISOString(),
      questions: rows.map((row) => ({ subjects: subjectsOf(row) })),
    });
    return new Map(
      rows.flatMap(({ id }, n) => {
        const offer = offers[n];
        return offer ? [[id, offer]] : [];
      }),
    );
  }

  /** What a question is about, for a service that asks the rota itself. */
  async subjects({
    questionId,
  }: QuestionOf<typeof requests.questionSubjects>): Promise<AnswerOf<typeof requests.questionSubjects>> {
    return { subjects: subjectsOf(await this.questions.get(questionId)) };
  }

  private async ask(asked: QuestionOf<typeof briefly>): Promise<AnswerOf<typeof briefly>> {
    try {
      return await this.requests.ask(briefly, asked);
    } catch (error) {
      if (error instanceof ServiceUnavailable) return { offers: [] };
      throw error;
    }
  }
}
