import { Type, type Static } from 'typebox';
import { LanguageTag } from './languages.js';
import { Exactly, Nullable, OneOf } from './schema.js';
import { setting } from './setting.js';
import { surveyQuestionKeys } from './survey-catalogue.js';

/** A page on the web, as settings keep addresses. */
export const WebAddress = Type.String({ pattern: '^https?://[^\\s/]\\S*$', maxLength: 2000 });

const surveyForm = Exactly({
  use: OneOf('none', 'internal', 'external'),
  url: Nullable(WebAddress),
  questions: Type.Array(OneOf(...surveyQuestionKeys), { maxItems: 15, uniqueItems: true }),
});
type SurveyForm = Static<typeof surveyForm>;

const incomplete = (at: string, { use, url, questions }: SurveyForm): string[] => {
  if (use === 'internal' && questions.length === 0) return [`/${at}/questions must name a question or more`];
  if (use === 'external' && url === null) return [`/${at}/url must be the survey's address`];
  return [];
};
const noSurvey: SurveyForm = { use: 'none', url: null, questions: [] };

/** How a library presents itself, and what it asks its patrons afterwards. */
export const librarySettings = {
  surveys: setting({
    key: 'surveys',
    level: 'institution',
    schema: Exactly({ chatSession: surveyForm, askAnswers: surveyForm }),
    default: { chatSession: noSurvey, askAnswers: noSurvey },
    faults: ({ chatSession, askAnswers }) => [
      ...incomplete('chatSession', chatSession),
      ...incomplete('askAnswers', askAnswers),
    ],
    inEvents: true,
    description:
      'Two survey forms, each off, of up to 15 questions of the catalogue, or on a page elsewhere (R136..R138)',
  }),
  languages: setting({
    key: 'languages',
    level: 'institution',
    schema: Exactly({
      staff: Type.Array(LanguageTag, { minItems: 1, maxItems: 20, uniqueItems: true }),
      patrons: Type.Array(LanguageTag, { minItems: 1, maxItems: 20, uniqueItems: true }),
    }),
    default: { staff: ['en'], patrons: ['en'] },
    inEvents: true,
    description: 'Languages offered to staff and to patrons; the first of each is the one to fall back to',
  }),
} as const;
