import { Type, type Static } from 'typebox';
import { LanguageTag } from './languages.js';
import { faultsOfTexts, mayNamePage, scriptTokens, strayTokens, tokenFaults } from './placeholders.js';
import { resolutionCodes } from './resolution-codes.js';
import { Described, Exactly, Id, Nullable, OneOf, RequiredLine, RequiredText, whole } from './schema.js';
import { repeated, reserved, setting } from './setting.js';
import { isWebAddress } from './addresses.js';

/** What is inserted by its name: a text to say, or a page to open beside the chat. */
const scripts = Exactly({
  scripts: Type.Array(
    Exactly({
      name: RequiredLine(60),
      kind: Described(OneOf('text', 'url'), 'a text to say, or a page to open beside the chat'),
      content: RequiredText(2000, 'a text may name {{patron}}, {{librarian}}, {{library}} and {{group}}'),
    }),
    { maxItems: 200, description: 'each called by its name' },
  ),
});

/** What a librarian says by one click. */
const scriptText = (what: string) =>
  Type.String({
    minLength: 1,
    maxLength: 2000,
    description: `${what}; may name {{patron}}, {{librarian}}, {{library}} and {{group}}`,
  });

type Scripts = Static<typeof scripts>;

/** One name for one script, so that it can be called by it; what is to be opened is an address. */
const faultsOfScripts = ({ scripts: all }: Scripts): string[] => [
  ...repeated(
    'scripts',
    all.map(({ name }) => name),
    'name',
  ),
  ...all.flatMap(({ name }, n) =>
    // Clients take such a part of an address away before they send it.
    name === '.' || name === '..' ? [`/scripts/${n}/name must be another than ${name}`] : [],
  ),
  ...all.flatMap(({ kind, content }, n) =>
    kind === 'text'
      ? tokenFaults(content, scriptTokens).map((fault) => `/scripts/${n}/content ${fault}`)
      : [],
  ),
  ...all.flatMap(({ kind, content }, n) =>
    kind === 'text'
      ? []
      : isWebAddress(content)
        ? strayTokens(content, `/scripts/${n}/content`)
        : [`/scripts/${n}/content must be the address of a page`],
  ),
];

/** Settings that only chat reads. */
export const chatSettings = {
  'resolution-codes': setting({
    key: 'resolution-codes',
    level: 'group',
    schema: Exactly({
      forbidden: Type.Array(OneOf(...resolutionCodes), {
        maxItems: 4,
        uniqueItems: true,
        description: 'codes nobody of the group may choose',
      }),
      help: Type.Array(
        Exactly({
          code: Described(OneOf(...resolutionCodes), 'beside which it stands'),
          text: Type.String({ maxLength: 2000 }),
        }),
        {
          maxItems: 5,
          description: 'what librarians read beside a code',
        },
      ),
    }),
    default: { forbidden: [], help: [] },
    faults: ({ help }) =>
      repeated(
        'help',
        help.map(({ code }) => code),
        'code',
      ),
    inEvents: true,
    description: 'Codes a group does not use, and its guidance on each (R44, R58)',
  }),
  'chat-form': setting({
    key: 'chat-form',
    level: 'group',
    schema: Exactly({
      fields: Type.Array(
        Exactly({
          name: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]*$', maxLength: 60 }),
          label: RequiredText(200, 'what is asked'),
          required: Type.Boolean({ description: 'whether it must be answered' }),
          options: Type.Array(RequiredText(200), {
            maxItems: 100,
            description: 'what may be chosen; none: a line to write in',
          }),
          queueIds: Type.Array(Id, { maxItems: 500, description: 'asked on these queues; none: on all' }),
        }),
        { maxItems: 20, description: 'in the order they are asked' },
      ),
    }),
    default: { fields: [] },
    faults: ({ fields }) => {
      const names = fields.map(({ name }) => name);
      return [...repeated('fields', names, 'name'), ...reserved('fields', names, 'name')];
    },
    inEvents: true,
    description: 'What the chat form asks besides name, address and question, by queue (R121)',
  }),
  'group-scripts': setting({
    key: 'group-scripts',
    level: 'group',
    schema: scripts,
    default: { scripts: [] },
    placeholders: true,
    faults: faultsOfScripts,
    inEvents: true,
    description: "The group's chat scripts, for all its librarians (R122)",
  }),
  'institution-scripts': setting({
    key: 'institution-scripts',
    level: 'institution',
    schema: scripts,
    default: { scripts: [] },
    placeholders: true,
    faults: faultsOfScripts,
    inEvents: true,
    description: "The library's chat scripts (R122)",
  }),
  'account-scripts': setting({
    key: 'account-scripts',
    level: 'account',
    schema: scripts,
    default: { scripts: [] },
    placeholders: true,
    faults: faultsOfScripts,
    inEvents: true,
    description: "A librarian's own chat scripts (R122)",
  }),
  'spoken-languages': setting({
    key: 'spoken-languages',
    level: 'account',
    schema: Exactly({
      languages: Type.Array(LanguageTag, { maxItems: 20, uniqueItems: true, description: 'BCP 47 tags' }),
    }),
    default: { languages: [] },
    inEvents: true,
    description:
      "Languages in which a librarian answers; none: those of the library's staff. They never keep anybody from a chat",
  }),
  'waiting-messages': setting({
    key: 'waiting-messages',
    level: 'institution',
    schema: Exactly({
      messages: Type.Array(RequiredText(500, mayNamePage), {
        maxItems: 5,
        description: 'one after the other',
      }),
    }),
    default: { messages: [] },
    placeholders: true,
    faults: ({ messages }) =>
      faultsOfTexts(Object.fromEntries(messages.map((text, n) => [`messages/${n}`, text]))),
    inEvents: true,
    description: "Messages shown in turn to the library's patrons while they wait",
  }),
  'patron-abuse': setting({
    key: 'patron-abuse',
    level: 'institution',
    schema: Exactly({
      warning: scriptText('said before a chat is ended'),
      disconnect: scriptText('said when it is ended'),
      banned: Exactly(
        {
          title: Type.String({ minLength: 1, maxLength: 200, description: mayNamePage }),
          text: Type.String({ maxLength: 5000, description: mayNamePage }),
        },
        'what a banned patron reads in place of the chat',
      ),
      askForm: Type.Boolean({ description: 'whether a banned patron may still use the web form' }),
      longestDays: Described(whole(1, 365), 'a ban ends after so many days at the latest'),
    }),
    default: {
      warning:
        'I am here to help with questions for the library. Please keep to them and be polite, or I will have to end this chat.',
      disconnect: 'I am ending this chat now. You are welcome to come back with a question for the library.',
      banned: {
        title: 'Chat is not available to you at the moment',
        text: 'The library has closed its chat to you for a while.',
      },
      askForm: true,
      longestDays: 30,
    },
    placeholders: true,
    faults: ({ warning, disconnect, banned }) => [
      ...faultsOfTexts({ warning, disconnect }, scriptTokens),
      ...faultsOfTexts({ 'banned/title': banned.title, 'banned/text': banned.text }),
    ],
    inEvents: true,
    description:
      'What an abusive patron reads before and when a chat is ended, what a banned one reads, and for how long a ban may last (2.2)',
  }),
  viewport: setting({
    key: 'viewport',
    level: 'institution',
    schema: Exactly({
      url: Nullable(Type.String({ 'x-text': 'address', pattern: '^https?://\\S+$', maxLength: 2000 }), {
        description: 'null: none',
      }),
    }),
    default: { url: null },
    inEvents: true,
    description: "The page shown beside the chat of the library's patrons once it is accepted (R13, R126)",
  }),
} as const;
