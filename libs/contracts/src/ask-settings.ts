import { Type, type Static } from 'typebox';
import type { mailSettings } from './mail-settings.js';
import {
  acknowledgementTokens,
  faultsOfTexts,
  mayNameNumber,
  mayNamePage,
  strayTokens,
} from './placeholders.js';
import { Described, Exactly, Id, RequiredLine, Nullable, OneOf, RequiredText } from './schema.js';
import { repeated, reserved, setting } from './setting.js';

/** Nobody who left no address is promised an e-mail. */
const withoutAddress =
  'Thank you. Your library has your question. You left no e-mail address, so the answer can be read here only.';

interface Acknowledging {
  readonly 'ask-form': { readonly acknowledgement: string; readonly acknowledgementWithoutAddress?: string };
  readonly 'custom-messages': Static<(typeof mailSettings)['custom-messages']['schema']>;
}

/** A form's texts in the patron's language, as far as there are any. */
interface Translated {
  readonly acknowledgement?: string | undefined;
  readonly acknowledgementWithoutAddress?: string | undefined;
}

/**
 * What the patron reads once the question is sent, as a text with placeholders: by whether there is an address to answer
 * to, and then as the library words its acknowledgement page in the patron's language, its form in that language, its
 * page in a language of its own, or its form.
 */
export function acknowledgementOf(
  { 'ask-form': form, 'custom-messages': { messages } }: Acknowledging,
  email: string | null,
  languages: { readonly wanted: readonly string[]; readonly offered: readonly string[] },
  translated: Translated = {},
): string {
  if (!email)
    return translated.acknowledgementWithoutAddress ?? form.acknowledgementWithoutAddress ?? withoutAddress;
  const own = messages.filter(({ type, use }) => type === 'acknowledgement-page' && use === 'custom');
  const textIn = (tongues: readonly string[]): string | undefined => {
    const page = tongues.flatMap((tongue) => own.filter(({ language }) => language === tongue))[0];
    return page && [page.greeting, page.text].filter(Boolean).join('\n\n');
  };
  return (
    textIn(languages.wanted) ??
    translated.acknowledgement ??
    textIn([...languages.offered, ...own.map(({ language }) => language)]) ??
    form.acknowledgement
  );
}

/** Settings of the Ask module, which questions reads. */
export const askSettings = {
  'ask-form': setting({
    key: 'ask-form',
    level: 'institution',
    schema: Exactly({
      title: RequiredLine(200),
      introduction: Type.String({ maxLength: 5000, description: `as the title ${mayNamePage}` }),
      subject: Described(OneOf('hidden', 'optional', 'required'), 'whether the form asks for it'),
      email: Described(OneOf('optional', 'required'), 'whether an address must be left'),
      fields: Type.Array(
        Exactly({
          name: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]*$', maxLength: 60 }),
          label: RequiredText(200, 'what is asked'),
          kind: Described(
            OneOf('line', 'text', 'choice', 'checkbox'),
            'one line, a text, a choice among options, or a box to tick',
          ),
          required: Type.Boolean({ description: 'whether it must be answered' }),
          options: Type.Array(RequiredText(200), {
            maxItems: 100,
            description: 'of a choice, and of nothing else',
          }),
        }),
        { maxItems: 20, description: 'in the order they are asked' },
      ),
      assigneeId: Nullable(Id, {
        description: 'the librarian who gets what comes by the form; null: nobody',
      }),
      acknowledgement: Type.String({
        maxLength: 5000,
        description: `what the patron reads once the question is sent; ${mayNameNumber}`,
      }),
      acknowledgementWithoutAddress: Type.Optional(
        Type.String({
          maxLength: 5000,
          description: `the same for a patron who left no e-mail address; ${mayNameNumber}`,
        }),
      ),
    }),
    default: {
      title: 'Ask a question',
      introduction: '',
      subject: 'optional',
      email: 'optional',
      fields: [],
      assigneeId: null,
      acknowledgement: 'Thank you. Your library will answer by e-mail.',
    },
    placeholders: true,
    faults: ({ fields, title, introduction, acknowledgement, acknowledgementWithoutAddress }) => {
      const names = fields.map(({ name }) => name);
      return [
        ...repeated('fields', names, 'name'),
        ...reserved('fields', names, 'name'),
        ...strayTokens(fields, '/fields'),
        ...faultsOfTexts({ title, introduction }),
        ...faultsOfTexts({ acknowledgement, acknowledgementWithoutAddress }, acknowledgementTokens),
      ];
    },
    inEvents: true,
    description: "What the library's web form asks, and what it says afterwards (B24)",
  }),
} as const;
