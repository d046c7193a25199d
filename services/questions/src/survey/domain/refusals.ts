import { Refusal } from '@carrel/kernel';

/** What is wrong with one answer, by the question's key. */
export interface AnswerFault {
  readonly question: string;
  readonly fault: 'not-asked' | 'not-1-to-5' | 'not-an-option' | 'too-long' | 'not-text';
}

export class SurveyAnswersInvalid extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'survey-answers-invalid';
  constructor(readonly faults: readonly AnswerFault[]) {
    super('These answers do not fit the questions of the survey.', { faults });
  }
}
export class NothingAnswered extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'nothing-answered';
  constructor() {
    super('Answer one question or more.');
  }
}
export class SurveyAnswered extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'survey-already-answered';
  constructor() {
    super('This survey has been answered already. Thank you.');
  }
}
