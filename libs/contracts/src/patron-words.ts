import { Type } from 'typebox';
import { LanguageTag } from './languages.js';
import { Described, Exactly, OneOf, RequiredText } from './schema.js';
import { setting } from './setting.js';

/** Words of the patron's pages that a library may say in its own way, each with what it is filled in with. */
export const ownWords = {
  'open.title': [],
  'open.now': [],
  'open.lead': [],
  'closed.now': [],
  'form.question': [],
  'form.name': [],
  'form.email': [],
  'form.email.hint': [],
  'form.email.answer': [],
  'form.start': [],
  'form.by.mail': [],
  'privacy.title': [],
  'ask.title': [],
  'ask.send': [],
  'asked.title': [],
  'asked.see': [],
  again: [],
  'waiting.title': [],
  'waiting.stay': ['library'],
  'waiting.address': [],
  'waiting.address.hint': [],
  'waiting.cancel': [],
  'waiting.by.mail': [],
  'chat.librarian': [],
  'chat.next': [],
  'chat.write': [],
  'chat.closing': [],
  'chat.returned': [],
  'chat.entered': ['name'],
  'chat.left': ['name'],
  'chat.end': [],
  'ended.title': [],
  'ended.thanks': [],
  'ended.open': [],
  'left.title': [],
  'left.text': [],
  'unattended.title': [],
  'survey.title': [],
  'survey.thanks': [],
  'gone.title': [],
  'gone.text': [],
} as const satisfies Record<string, readonly string[]>;
type OwnWord = keyof typeof ownWords;

const keys = Object.keys(ownWords) as [OwnWord, ...OwnWord[]];

/** The library's own words for the patron's pages, by language. */
export const patronWords = setting({
  key: 'patron-words',
  level: 'institution',
  schema: Exactly({
    words: Type.Array(
      Exactly(
        {
          language: Described(LanguageTag, 'of the text'),
          key: Described(OneOf(...keys), 'which of Carrel’s words'),
          text: RequiredText(300),
        },
        'in place of what Carrel says there',
      ),
      { maxItems: 100, description: 'one for each word and language' },
    ),
  }),
  default: { words: [] },
  placeholders: true,
  faults: ({ words }) =>
    words.flatMap(({ language, key, text }, n) => {
      const first = words.findIndex((one) => one.language === language && one.key === key);
      const known: readonly string[] = ownWords[key];
      const strange = [...text.matchAll(/\{([^{}]*)\}?|\}/g)].find(([, name]) => !known.includes(name ?? ''));
      const named = known.map((name) => `{${name}}`).join(', ') || 'none';
      return [
        ...(first < n ? [`/words/${n}/key is there already in that language`] : []),
        ...(strange ? [`/words/${n}/text has no token ${strange[0]}; there are ${named}`] : []),
      ];
    }),
  inEvents: true,
  description: "The library's own words on its patrons' pages, in place of Carrel's, by language",
});
