import { surveyCatalogue, type SurveyQuestion } from '@carrel/contracts';
import { shorten } from '@carrel/kernel';
import { NothingAnswered, SurveyAnswersInvalid, type AnswerFault } from './refusals.js';

/** Longest answer in the patron's own words, in characters. */
export const longestText = 2000;

/** What is counted, and beside it the patron's own words, which are erased with the question. */
export interface SurveyAnswers {
  /** By question: 1 to 5, an option's key, or true where there are words. */
  readonly counted: Readonly<Record<string, number | string | true>>;
  readonly texts: Readonly<Record<string, string>>;
}

/** The questions of a form, in the order of the catalogue (R136). */
export const questionsOf = (keys: readonly string[]): SurveyQuestion[] =>
  surveyCatalogue.filter(({ key }) => keys.includes(key));

/** Every question may be left out, but not all of them. Forms send '' for what was left out, and numbers as texts. */
export function readAnswers(
  questions: readonly SurveyQuestion[],
  given: Readonly<Record<string, unknown>>,
): SurveyAnswers {
  const faults: AnswerFault[] = [];
  const counted: Record<string, number | string | true> = {};
  const texts: Record<string, string> = {};
  for (const [key, value] of Object.entries(given)) {
    if (value === '' || value === null) continue;
    const question = questions.find((asked) => asked.key === key);
    const fault = question ? faultOf(question, value) : 'not-asked';
    if (fault) faults.push({ question: shorten(key, 64), fault });
    else if (question!.kind === 'rating') counted[key] = Number(value);
    else if (question!.kind === 'choice') counted[key] = value as string;
    else if ((value as string).trim() !== '') {
      counted[key] = true;
      texts[key] = (value as string).trim();
    }
  }
  if (faults.length > 0) throw new SurveyAnswersInvalid(faults);
  if (Object.keys(counted).length === 0) throw new NothingAnswered();
  return { counted, texts };
}

function faultOf({ kind, options }: SurveyQuestion, value: unknown): AnswerFault['fault'] | undefined {
  if (kind === 'rating') return /^[1-5]$/.test(String(value)) ? undefined : 'not-1-to-5';
  if (typeof value !== 'string') return 'not-text';
  if (kind === 'choice') return options.some(({ key }) => key === value) ? undefined : 'not-an-option';
  return value.length > longestText ? 'too-long' : undefined;
}
