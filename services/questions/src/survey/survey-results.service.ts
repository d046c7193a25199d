import type { SurveyForm, SurveyQuestion } from '@carrel/contracts';
import { surveyCatalogue } from '@carrel/contracts';
import { Scopes, type Asked } from '@carrel/directory';
import type { Period } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../question/library-rules.js';
import { StatisticsQueries } from '../statistics/persistence/statistics.queries.js';
import { SurveyResponses, type Answered, type SurveyText } from './persistence/survey-responses.js';

export type { SurveyText } from './persistence/survey-responses.js';

export interface QuestionResult {
  readonly question: SurveyQuestion;
  readonly answers: number;
  /** The mean of a rating, to two places; null for other kinds. */
  readonly mean: number | null;
  /** By option, or by 1 to 5; nothing for words. */
  readonly values: readonly { readonly value: string; readonly count: number }[];
}
export interface SurveyResults {
  readonly form: SurveyForm;
  readonly period: Period;
  readonly responses: number;
  readonly libraries: readonly { readonly institutionId: string; readonly responses: number }[];
  readonly items: readonly QuestionResult[];
}

/** What patrons answered, for their library and for those who look after quality in its group. */
@Injectable()
export class SurveyResultsService {
  constructor(
    private readonly responses: SurveyResponses,
    private readonly scopes: Scopes,
    private readonly times: StatisticsQueries,
  ) {}

  /** Per question over the days of a period, both included, of the zone that the answer states. */
  async results(caller: Caller, asked: Asked, form: SurveyForm): Promise<SurveyResults> {
    const { answered, period } = await this.answered(caller, asked, form);
    const [byLibrary, values] = await Promise.all([
      this.responses.byLibrary(answered),
      this.responses.values(answered),
    ]);
    const items = surveyCatalogue.flatMap((question) => {
      const of = values.filter((counted) => counted.question === question.key);
      return of.length === 0 ? [] : [resultOf(question, of)];
    });
    const libraries = [...byLibrary].map(([institutionId, responses]) => ({ institutionId, responses }));
    const responses = libraries.reduce((sum, library) => sum + library.responses, 0);
    return { form, period, responses, libraries, items };
  }

  /** What patrons wrote to one question, newest first. */
  async texts(
    caller: Caller,
    asked: Asked,
    of: { form: SurveyForm; question: string },
    after: readonly [string, string] | undefined,
    limit: number,
  ): Promise<SurveyText[]> {
    const { answered } = await this.answered(caller, asked, of.form);
    return this.responses.texts(answered, of.question, after, limit + 1);
  }

  private async answered(
    caller: Caller,
    asked: Asked,
    form: SurveyForm,
  ): Promise<{ answered: Answered; period: Period }> {
    const { libraries, period } = await this.scopes.of(caller, asked);
    return { answered: { libraries, form, span: await this.times.spanOf(period) }, period };
  }
}

function resultOf(
  question: SurveyQuestion,
  counted: readonly { value: string; count: number }[],
): QuestionResult {
  const answers = counted.reduce((sum, { count }) => sum + count, 0);
  const known =
    question.kind === 'rating' ? ['1', '2', '3', '4', '5'] : question.options.map(({ key }) => key);
  const countOf = (value: string) => counted.find((each) => each.value === value)?.count ?? 0;
  const total = counted.reduce((sum, { value, count }) => sum + Number(value) * count, 0);
  const mean = question.kind === 'rating' ? Math.round((total / answers) * 100) / 100 : null;
  return { question, answers, mean, values: known.map((value) => ({ value, count: countOf(value) })) };
}
