import { Type } from 'typebox';
import { Exactly, Id, RequiredLine, Nullable, OneOf, RequiredText } from './schema.js';
import { repeated, reserved, setting } from './setting.js';

/** Nobody who left no address is promised an e-mail. */
const withoutAddress =
  'Thank you. Your library has your question. You left no e-mail address, so the answer can be read here only.';

/** What the patron reads once the question is sent, by whether there is an address to answer to. */
export const acknowledgementOf = (
  form: { readonly acknowledgement: string; readonly acknowledgementWithoutAddress?: string },
  email: string | null,
): string => (email ? form.acknowledgement : (form.acknowledgementWithoutAddress ?? withoutAddress));

/** Settings of the Ask module, which questions reads. */
export const askSettings = {
  'ask-form': setting({
    key: 'ask-form',
    level: 'institution',
    schema: Exactly({
      title: RequiredLine(200),
      introduction: Type.String({ maxLength: 5000 }),
      subject: OneOf('hidden', 'optional', 'required'),
      email: OneOf('optional', 'required'),
      fields: Type.Array(
        Exactly({
          name: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]*$', maxLength: 60 }),
          label: RequiredText(200),
          kind: OneOf('line', 'text', 'choice', 'checkbox'),
          required: Type.Boolean(),
          options: Type.Array(RequiredText(200), {
            maxItems: 100,
            description: 'of a choice, and of nothing else',
          }),
        }),
        { maxItems: 20 },
      ),
      assigneeId: Nullable(Id, {
        description: 'the librarian who gets what comes by the form; null: nobody',
      }),
      acknowledgement: Type.String({
        maxLength: 5000,
        description: 'what the patron reads once the question is sent',
      }),
      acknowledgementWithoutAddress: Type.Optional(
        Type.String({ maxLength: 5000, description: 'the same for a patron who left no e-mail address' }),
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
    faults: ({ fields }) => {
      const names = fields.map(({ name }) => name);
      return [...repeated('fields', names, 'name'), ...reserved('fields', names, 'name')];
    },
    inEvents: true,
    description: "What the library's web form asks, and what it says afterwards (B24)",
  }),
} as const;
