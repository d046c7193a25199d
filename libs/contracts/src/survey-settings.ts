import { Type, type Static } from 'typebox';
import { Described, Exactly, Nullable, OneOf, WebAddress } from './schema.js';
import { setting } from './setting.js';
import { surveyQuestionKeys } from './survey-catalogue.js';

const surveyForm = Exactly({
  use: Described(
    OneOf('none', 'internal', 'external'),
    'no survey, the one of `questions`, or a page elsewhere',
  ),
  url: Nullable(WebAddress, { description: 'the page elsewhere; null: none' }),
  questions: Type.Array(OneOf(...surveyQuestionKeys), {
    maxItems: 15,
    uniqueItems: true,
    description: 'of the catalogue, in order',
  }),
});
type Form = Static<typeof surveyForm>;

const incomplete = (at: string, { use, url, questions }: Form): string[] => {
  if (use === 'internal' && questions.length === 0) return [`/${at}/questions must name a question or more`];
  if (use === 'external' && url === null) return [`/${at}/url must be the survey's address`];
  return [];
};
const noSurvey: Form = { use: 'none', url: null, questions: [] };

/** What a library asks its patrons afterwards. */
export const surveySettings = {
  surveys: setting({
    key: 'surveys',
    level: 'institution',
    schema: Exactly({
      chatSession: Described(surveyForm, 'asked after a chat'),
      askAnswers: Described(surveyForm, 'asked after an answer'),
    }),
    default: { chatSession: noSurvey, askAnswers: noSurvey },
    faults: ({ chatSession, askAnswers }) => [
      ...incomplete('chatSession', chatSession),
      ...incomplete('askAnswers', askAnswers),
    ],
    inEvents: true,
    description:
      'Two survey forms, each off, of up to 15 questions of the catalogue, or on a page elsewhere (R136..R138)',
  }),
} as const;
