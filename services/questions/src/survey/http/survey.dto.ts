import {
  surveyCatalogue,
  surveyForms,
  surveyQuestionKeys,
  wordsFor,
  type Language,
  type SurveyForm,
  type SurveyQuestion,
  type SurveyQuestionKind,
} from '@carrel/contracts';
import { PeriodQuery } from '@carrel/directory';
import { HasFields } from '@carrel/web';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { longestText } from '../domain/answers.js';
import type { ShownSurvey } from '../surveys.service.js';
import type { QuestionResult } from '../survey-results.service.js';

const kinds = ['rating', 'choice', 'text'] as const;

export class LanguageQuery {
  @ApiPropertyOptional({
    maxLength: 35,
    description: 'BCP 47 tag; default: what Accept-Language says',
    example: 'es',
  })
  @IsOptional()
  @IsString()
  @Matches(/^[A-Za-z0-9-]{2,35}$/)
  language?: string;
}

export class SurveyOptionDto {
  @ApiProperty({ description: 'what is sent for it' })
  key!: string;
  @ApiProperty({ description: 'what is shown for it, in the patron’s language' })
  label!: string;
}
export class SurveyQuestionDto {
  @ApiProperty({ description: 'names the question in answers and results', enum: surveyQuestionKeys })
  key!: string;
  @ApiProperty({ enum: kinds, description: 'rating: 1 to 5' })
  kind!: SurveyQuestionKind;
  @ApiProperty({ description: 'the question, in the patron’s language' })
  ask!: string;
  @ApiProperty({ description: 'what may be chosen; none: words or a number', type: [SurveyOptionDto] })
  options!: SurveyOptionDto[];
}
export class SurveyDto {
  @ApiProperty({ description: 'whether it asks about a chat or about an answer', enum: surveyForms })
  form!: SurveyForm;
  @ApiProperty({ description: "the patron's library" })
  library!: string;
  @ApiProperty({ description: 'BCP 47 tag' })
  language!: string;
  @ApiProperty({ description: 'what is asked, in order', type: [SurveyQuestionDto] })
  questions!: SurveyQuestionDto[];
}

export class AnswersDto {
  @ApiProperty({
    type: 'object',
    maxProperties: surveyQuestionKeys.length,
    additionalProperties: { oneOf: [{ type: 'integer' }, { type: 'string', maxLength: longestText }] },
    propertyNames: { maxLength: 64 },
    description: 'by question: 1 to 5, the key of an option, or words; what is left out is not answered',
    example: { satisfied: 5, answered: 'yes', comments: 'Thank you.' },
  } as never)
  @HasFields(surveyQuestionKeys.length, 64)
  answers!: Record<string, unknown>;
}

export class ResultsQuery extends PeriodQuery {
  @ApiProperty({ enum: surveyForms })
  @IsIn(surveyForms)
  form!: SurveyForm;
}
export class TextsQuery extends ResultsQuery {
  @ApiProperty({ enum: surveyCatalogue.filter(({ kind }) => kind === 'text').map(({ key }) => key) })
  @IsIn(surveyCatalogue.filter(({ kind }) => kind === 'text').map(({ key }) => key))
  question!: string;
}

class ResultPeriodDto {
  @ApiProperty({ description: 'the first day', format: 'date' })
  from!: string;
  @ApiProperty({ description: 'the last day, included', format: 'date' })
  to!: string;
  @ApiProperty({ description: 'IANA name: whose days these are' })
  timeZone!: string;
}
class ValueCountDto {
  @ApiProperty({ description: '1 to 5, or the key of an option' })
  value!: string;
  @ApiProperty({ description: 'the value for people', type: String })
  label!: string;
  @ApiProperty({ type: 'integer' })
  count!: number;
}
class QuestionResultDto extends SurveyQuestionDto {
  @ApiProperty({ description: 'how many answered this one', type: 'integer' })
  answers!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'of a rating' })
  mean!: number | null;
  @ApiProperty({ description: 'how many gave each value', type: [ValueCountDto] })
  values!: ValueCountDto[];
}
class LibraryResponsesDto {
  @ApiProperty({ format: 'uuid' })
  institutionId!: string;
  @ApiProperty({ description: 'how many answered', type: 'integer' })
  responses!: number;
}
export class SurveyResultsDto {
  @ApiProperty({ description: 'whether it asked about a chat or about an answer', enum: surveyForms })
  form!: SurveyForm;
  @ApiProperty({ type: ResultPeriodDto })
  period!: ResultPeriodDto;
  @ApiProperty({ type: 'integer', description: 'patrons who answered' })
  responses!: number;
  @ApiProperty({ description: 'how many answered at each library', type: [LibraryResponsesDto] })
  libraries!: readonly LibraryResponsesDto[];
  @ApiProperty({ type: [QuestionResultDto], description: 'questions that were answered' })
  items!: QuestionResultDto[];
}
export class SurveyTextDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ format: 'date-time' })
  at!: Date;
  @ApiProperty({ format: 'uuid' })
  institutionId!: string;
  @ApiProperty({ description: 'in which the patron answered, BCP 47' })
  language!: string;
  @ApiProperty()
  text!: string;
}

export const questionDto = (
  { key, kind, ask, options }: SurveyQuestion,
  language: Language,
): SurveyQuestionDto => ({
  key,
  kind,
  ask: wordsFor(ask, [language]),
  options: options.map((option) => ({ key: option.key, label: wordsFor(option.label, [language]) })),
});

export const surveyDto = ({ form, library, language, questions }: ShownSurvey): SurveyDto => ({
  form,
  library,
  language,
  questions: questions.map((question) => questionDto(question, language)),
});

export function resultDto(
  { question, answers, mean, values }: QuestionResult,
  language: Language,
): QuestionResultDto {
  const shown = questionDto(question, language);
  const labelOf = (value: string) => shown.options.find(({ key }) => key === value)?.label ?? value;
  return {
    ...shown,
    answers,
    mean,
    values: values.map(({ value, count }) => ({ value, count, label: labelOf(value) })),
  };
}
