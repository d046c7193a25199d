import { Type, type Static } from 'typebox';
import { scriptTokens, tokenFaults } from './placeholders.js';
import {
  Described,
  Exactly,
  Id,
  MailAddress,
  Nullable,
  OneOf,
  RequiredLine,
  RequiredText,
} from './schema.js';
import { repeated, setting } from './setting.js';
import { Word } from './states.js';

/** Prepared texts for answers, each called by its name. */
const answers = Exactly({
  answers: Type.Array(
    Exactly({
      name: RequiredLine(60),
      content: RequiredText(10_000, 'may name {{patron}}, {{librarian}}, {{library}} and {{group}}'),
    }),
    { maxItems: 200, description: 'each called by its name' },
  ),
});
type Answers = Static<typeof answers>;

const faultsOfAnswers = ({ answers: all }: Answers): string[] => [
  ...repeated(
    'answers',
    all.map(({ name }) => name),
    'name',
  ),
  ...all.flatMap(({ name }, n) =>
    // Clients take such a part of an address away before they send it.
    name === '.' || name === '..' ? [`/answers/${n}/name must be another than ${name}`] : [],
  ),
  ...all.flatMap(({ content }, n) =>
    tokenFaults(content, scriptTokens).map((fault) => `/answers/${n}/content ${fault}`),
  ),
];

/** The names of lists, statuses and sources are those of the question lists. */
const filter = Exactly({
  name: RequiredLine(60),
  list: Described(
    OneOf(
      ...(['active', 'new', 'pending', 'referred', 'answered', 'closed', 'all', 'shared-followup'] as const),
      'service-history',
    ),
    'which list is looked at',
  ),
  mine: Type.Boolean({ description: 'only those assigned to the caller' }),
  q: Nullable(Type.String({ maxLength: 200 }), { description: 'words to search for; null: none' }),
  status: Nullable(OneOf('new', 'pending', 'answered', 'closed'), {
    description: 'as the caller’s library has it; null: any',
  }),
  assigneeId: Nullable(Id, { description: 'an account; null: any' }),
  source: Nullable(OneOf('chat', 'web-form', 'mail', 'desk', 'phone', 'fax', 'sms'), {
    description: 'how the question came; null: any way',
  }),
  topic: Nullable(Word, { description: 'null: any' }),
  code: Nullable(Type.String({ maxLength: 64 }), { description: 'a descriptive code; null: any' }),
  due: Nullable(OneOf('overdue', 'soon'), { description: 'null: due or not' }),
  sort: Described(OneOf('updated', 'due'), 'last changed first, or first due first'),
});

/** How often numbers are mailed, and to whom. */
const reports = Exactly({
  every: Described(OneOf('never', 'week', 'month'), 'how often'),
  addresses: Type.Array(MailAddress, { maxItems: 20, uniqueItems: true, description: 'who is mailed' }),
});
type Reports = Static<typeof reports>;
const faultsOfReports = ({ every, addresses }: Reports): string[] =>
  every !== 'never' && addresses.length === 0
    ? ['/addresses must name somebody to whom reports are mailed']
    : [];

/** Settings of those who follow questions up. */
export const followupSettings = {
  'group-answers': setting({
    key: 'group-answers',
    level: 'group',
    schema: answers,
    default: { answers: [] },
    placeholders: true,
    faults: faultsOfAnswers,
    inEvents: true,
    description: "The group's canned answers, for all its librarians",
  }),
  'institution-answers': setting({
    key: 'institution-answers',
    level: 'institution',
    schema: answers,
    default: { answers: [] },
    placeholders: true,
    faults: faultsOfAnswers,
    inEvents: true,
    description: "The library's canned answers",
  }),
  'account-answers': setting({
    key: 'account-answers',
    level: 'account',
    schema: answers,
    default: { answers: [] },
    placeholders: true,
    faults: faultsOfAnswers,
    inEvents: true,
    description: "A librarian's own canned answers",
  }),
  'saved-filters': setting({
    key: 'saved-filters',
    level: 'account',
    schema: Exactly({
      filters: Type.Array(filter, { maxItems: 50, description: 'in the order they are shown' }),
    }),
    default: { filters: [] },
    faults: ({ filters }) =>
      repeated(
        'filters',
        filters.map(({ name }) => name),
        'name',
      ),
    // What somebody looks for is nobody else's business.
    inEvents: false,
    description:
      'Lists that a librarian looks at again and again: list, search and order under a name. Patrons are not searched by them, ' +
      'since a name kept here would outlive the privacy clocks',
  }),
  'mail-signature': setting({
    key: 'mail-signature',
    level: 'account',
    schema: Exactly({
      text: Type.String({
        maxLength: 2000,
        description: 'plain text of any number of lines, below what is written to patrons; empty: none',
      }),
    }),
    default: { text: '' },
    inEvents: false,
    description: "A librarian's signature below answers, clarification requests and messages to patrons",
  }),
  'report-mail': setting({
    key: 'report-mail',
    level: 'institution',
    schema: reports,
    default: { every: 'never', addresses: [] },
    faults: faultsOfReports,
    inEvents: false,
    description: "To whom the library's numbers of the past week or month are mailed (2.5)",
  }),
  'group-report-mail': setting({
    key: 'group-report-mail',
    level: 'group',
    schema: reports,
    default: { every: 'never', addresses: [] },
    faults: faultsOfReports,
    inEvents: false,
    description: "To whom the group's numbers of the past week or month are mailed (2.5)",
  }),
} as const;
