import { Type, type Static } from 'typebox';
import { LanguageTag, pickLanguage, type Language } from './languages.js';
import {
  acknowledgementTokens,
  faultsOfTexts,
  mayNameNumber,
  mayNamePage,
  strayTokens,
} from './placeholders.js';
import { Described, Exactly, Nullable, RequiredLine, RequiredText } from './schema.js';
import { repeated, setting } from './setting.js';

const schema = Exactly({
  languages: Type.Array(
    Exactly({
      language: Described(LanguageTag, 'in which the texts are'),
      waitingMessages: Type.Array(RequiredText(500, mayNamePage), {
        maxItems: 5,
        description: 'in place of `waiting-messages`; none: those',
      }),
      closedPage: Nullable(
        Exactly({
          title: Type.String({ maxLength: 200, description: mayNamePage, strayTokens }),
          text: Type.String({ maxLength: 5000, description: mayNamePage, strayTokens }),
        }),
        { description: 'in place of `chat-closed-page`' },
      ),
      askForm: Nullable(
        Exactly({
          title: RequiredLine(200),
          introduction: Type.String({ maxLength: 5000, description: mayNamePage, strayTokens }),
          acknowledgement: Type.Optional(
            Type.String({ maxLength: 5000, description: `once the question is sent; ${mayNameNumber}` }),
          ),
          acknowledgementWithoutAddress: Type.Optional(
            Type.String({ maxLength: 5000, description: `the same without an address; ${mayNameNumber}` }),
          ),
        }),
        { description: 'in place of the same texts of `ask-form`; what is not here stays as it is' },
      ),
      labels: Type.Array(
        Exactly({
          field: Type.String({
            pattern: '^[A-Za-z][A-Za-z0-9_-]*$',
            maxLength: 60,
            description: 'the name of the field',
          }),
          label: RequiredText(200),
          options: Type.Optional(
            Type.Array(
              Exactly({
                option: RequiredText(200, 'as the form has it, and as it is sent'),
                text: RequiredText(200, 'what is read in its place'),
              }),
              { maxItems: 100, description: 'what may be chosen; what is not here is read as it is' },
            ),
          ),
        }),
        { maxItems: 40, description: 'of fields of `chat-form` and `ask-form`, by name' },
      ),
    }),
    { maxItems: 20, description: 'one for each language' },
  ),
});

/** What a library's patrons read in other languages than its first one. */
export const patronTranslations = setting({
  key: 'patron-translations',
  level: 'institution',
  schema,
  default: { languages: [] },
  placeholders: true,
  faults: ({ languages }) => [
    ...repeated(
      'languages',
      languages.map(({ language }) => language),
      'language',
    ),
    ...languages.flatMap(({ waitingMessages, closedPage, askForm, labels }, n) => [
      ...repeated(
        `languages/${n}/labels`,
        labels.map(({ field }) => field),
        'field',
      ),
      ...labels.flatMap(({ options = [] }, m) =>
        repeated(
          `languages/${n}/labels/${m}/options`,
          options.map(({ option }) => option),
          'option',
        ),
      ),
      ...strayTokens(labels, `/languages/${n}/labels`),
      ...faultsOfTexts(
        Object.fromEntries([
          ...waitingMessages.map((text, m) => [`languages/${n}/waitingMessages/${m}`, text]),
          ...Object.entries(closedPage ?? {}).map(([of, text]) => [`languages/${n}/closedPage/${of}`, text]),
          ...(['title', 'introduction'] as const).map((of) => [
            `languages/${n}/askForm/${of}`,
            askForm?.[of],
          ]),
        ]),
      ),
      ...faultsOfTexts(
        Object.fromEntries(
          (['acknowledgement', 'acknowledgementWithoutAddress'] as const).map((of) => [
            `languages/${n}/askForm/${of}`,
            askForm?.[of],
          ]),
        ),
        acknowledgementTokens,
      ),
    ]),
  ],
  inEvents: true,
  description:
    'What patrons read while they wait, where chat is closed and in forms, in other languages than the first of `languages`',
});

export type PatronTranslation = Static<typeof schema>['languages'][number];

/** The translation for a reader; undefined where the library's own words are nearest to what the reader wants. */
export function translationFor(
  { languages }: Static<typeof schema>,
  own: Language,
  wanted: readonly Language[],
): PatronTranslation | undefined {
  const there = [own, ...languages.map(({ language }) => language)];
  const picked = pickLanguage(there, wanted, own);
  return picked === own ? undefined : languages.find(({ language }) => language === picked);
}

interface Translated {
  'waiting-messages': { messages: string[] };
  'chat-closed-page': { title: string; text: string };
  'ask-form': { title: string; introduction: string; fields: Labelled[] };
}

/** A setting's texts in the words of the translation, as far as it has any. */
export function translated<T>(key: string, value: T, into: PatronTranslation | undefined): T {
  if (!into) return value;
  const all: { [K in keyof Translated]: (of: Translated[K]) => Translated[K] } = {
    'waiting-messages': (of) => (into.waitingMessages.length > 0 ? { messages: into.waitingMessages } : of),
    'chat-closed-page': (of) => into.closedPage ?? of,
    'ask-form': (of) => ({ ...of, ...into.askForm, fields: labelled(of.fields, into) }),
  };
  return Object.hasOwn(all, key) ? (all as unknown as Record<string, (of: T) => T>)[key]!(value) : value;
}

interface Labelled {
  readonly name: string;
  readonly label: string;
  readonly options: readonly string[];
  /** What is read for each option, in the same order. */
  readonly optionLabels?: readonly string[];
}

/** Fields of a form under the labels of the translation; what is answered stays as it is. */
export function labelled<F extends Labelled>(fields: readonly F[], into: PatronTranslation | undefined): F[] {
  const known = new Map(into?.labels.map((one) => [one.field, one]));
  return fields.map((field) => {
    const { label = field.label, options = [] } = known.get(field.name) ?? {};
    const texts = new Map(options.map(({ option, text }) => [option, text]));
    return { ...field, label, optionLabels: field.options.map((option) => texts.get(option) ?? option) };
  });
}

/** What is read for each option of a field, in the order of the options: the options themselves where nothing else is said. */
export const optionLabelsOf = ({ options, optionLabels }: Labelled): string[] => [
  ...(optionLabels ?? options),
];
