import { Type } from 'typebox';
import { tokenFaults } from './placeholders.js';
import { Described, Exactly, MailAddress, Nullable, OneOf } from './schema.js';
import { repeated, setting } from './setting.js';

/** Messages to patrons and e-mail partners that a library may word itself (R132, A18). */
export const customMessageTypes = [
  'answer',
  'clarification-request',
  'new-account-from-chat',
  'chat-transcript',
  'new-account',
  'new-question',
  'acknowledgement-page',
  'refer-by-email',
] as const;
export type CustomMessageType = (typeof customMessageTypes)[number];

/** Languages that Carrel's own wording exists in, the fallback first. */
export const mailLanguages = ['en', 'es', 'fr', 'de'] as const;
export type MailLanguage = (typeof mailLanguages)[number];

const general = ['patron', 'library', 'group'] as const;
/** What a custom text may name as `{{token}}`; the value is filled in when the message is written (2.3). */
export const messageTokens: Readonly<Record<CustomMessageType | 'custom-reply-text', readonly string[]>> = {
  answer: [...general, 'number', 'question'],
  'clarification-request': [...general, 'number', 'question'],
  'new-account-from-chat': [...general, 'number', 'question', 'date'],
  'chat-transcript': [...general, 'number', 'question', 'date'],
  // No words of the form: else anybody could have them mailed to a stranger (guarantee 20).
  'new-account': [...general, 'number'],
  'new-question': [...general, 'number'],
  'acknowledgement-page': ['library', 'group', 'number'],
  'refer-by-email': ['partner', 'library', 'group', 'number', 'question'],
  'custom-reply-text': ['library', 'group'],
};

const language = Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', maxLength: 35 });
const oneLine = Type.String({ pattern: '^[^\\u0000-\\u001f\\u007f]*$', maxLength: 200 });
const clock = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' });

const clockTo24 = Type.String({ pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' });

const quietFrom = Described(clock, 'from when');

const notification = Exactly({
  enabled: Type.Boolean({ description: 'false: nobody is mailed' }),
  addresses: Type.Array(MailAddress, { maxItems: 20, uniqueItems: true, description: 'who is mailed' }),
});

/** Settings of the mail that a library sends and gets. */
export const mailSettings = {
  'email-notification': setting({
    key: 'email-notification',
    level: 'institution',
    schema: notification,
    default: { enabled: false, addresses: [] },
    inEvents: false,
    description: 'Where a library is notified of new questions and referrals (R129, R130)',
    written: {
      schema: Exactly({
        enabled: Type.Boolean({ description: 'false: nobody is mailed' }),
        addresses: Type.String({
          maxLength: 5200,
          description: 'separated by semicolons when more than one',
        }),
      }),
      stored: (written) => {
        const { addresses, ...rest } = (written ?? {}) as { addresses?: unknown };
        if (typeof addresses !== 'string') return written;
        const each = addresses.split(';').map((one) => one.trim());
        return { ...rest, addresses: [...new Set(each.filter((one) => one !== ''))] };
      },
    },
  }),
  'notice-schedule': setting({
    key: 'notice-schedule',
    level: 'institution',
    schema: Exactly({
      digestAt: Described(Nullable(clock), 'when the notices of a day go together; null: each at once'),
      quietHours: Nullable(
        Exactly({ from: quietFrom, to: Described(clock, 'until when; before `from`: the next morning') }),
        {
          description: 'every day; null: none',
        },
      ),
      exceptions: Type.Optional(
        Type.Array(
          Exactly({
            date: Type.String({ format: 'date', description: 'by the library’s clock' }),
            quiet: Type.Array(
              Exactly({
                from: quietFrom,
                to: Described(clockTo24, 'until when; 24:00 is the end of the day'),
              }),
              {
                maxItems: 10,
                description: 'instead of the daily quiet hours; 00:00 to 24:00: nothing is sent that day',
              },
            ),
          }),
          { maxItems: 200, description: 'single days that differ' },
        ),
      ),
    }),
    default: { digestAt: null, quietHours: null },
    inEvents: true,
    description:
      "When notices to staff are sent, by the library's clock: once a day together, and never in quiet hours, which " +
      'may be others on single dates',
    faults: ({ exceptions = [] }) =>
      repeated(
        'exceptions',
        exceptions.map(({ date }) => date),
        'date',
      ),
  }),
  'custom-messages': setting({
    key: 'custom-messages',
    level: 'institution',
    schema: Exactly({
      messages: Type.Array(
        Exactly({
          type: Described(OneOf(...customMessageTypes), 'which message'),
          language: Described(language, 'of patrons who get it'),
          use: Described(OneOf('default', 'custom'), 'Carrel’s own wording, or this one'),
          greeting: Type.String({ maxLength: 500, description: 'the first line; empty: none' }),
          text: Type.String({ maxLength: 5000 }),
        }),
        { maxItems: 200, description: 'at most one for each type and language' },
      ),
    }),
    default: { messages: [] },
    inEvents: true,
    description: "The library's own wording of messages to patrons, by type and language (R132, A18)",
    placeholders: true,
    faults: ({ messages }) => {
      const seen = new Set<string>();
      return messages.flatMap(({ type, language: tongue, greeting, text }, n) => {
        const twice = seen.has(`${type} ${tongue}`)
          ? [`/messages/${n} is there twice: ${type} in ${tongue}`]
          : [];
        seen.add(`${type} ${tongue}`);
        const of = (field: string, words: string) =>
          tokenFaults(words, messageTokens[type]).map((fault) => `/messages/${n}/${field} ${fault}`);
        return [...twice, ...of('greeting', greeting), ...of('text', text)];
      });
    },
  }),
  'custom-reply-text': setting({
    key: 'custom-reply-text',
    level: 'institution',
    schema: Exactly({
      enabled: Type.Boolean({ description: 'false: nothing is added' }),
      texts: Type.Array(
        Exactly({
          language: Described(language, 'of patrons who get it'),
          text: Type.String({ maxLength: 5000 }),
        }),
        { maxItems: 40, description: 'one for each language' },
      ),
    }),
    default: { enabled: false, texts: [] },
    inEvents: true,
    description: 'What every message to a patron ends with (R131)',
    placeholders: true,
    faults: ({ texts }) => {
      const twice = texts.flatMap((one, n) =>
        texts.findIndex((other) => other.language === one.language) < n
          ? [`/texts/${n} is there twice: ${one.language}`]
          : [],
      );
      const tokens = texts.flatMap(({ text }, n) =>
        tokenFaults(text, messageTokens['custom-reply-text']).map((fault) => `/texts/${n}/text ${fault}`),
      );
      return [...twice, ...tokens];
    },
  }),
  'patron-account-information': setting({
    key: 'patron-account-information',
    level: 'institution',
    schema: Exactly({ enabled: Type.Boolean({ description: 'true: they show it' }) }),
    default: { enabled: false },
    inEvents: true,
    description: 'Whether messages to patrons show what the library keeps of them: name and address (R133)',
  }),
  'outgoing-address': setting({
    key: 'outgoing-address',
    level: 'institution',
    schema: Exactly({
      enabled: Type.Boolean({ description: 'false: the platform’s own address' }),
      displayName: Described(Nullable(oneLine), 'the name before the address; null: none'),
      address: Described(Nullable(MailAddress), 'null: the platform’s own'),
    }),
    default: { enabled: false, displayName: null, address: null },
    inEvents: false,
    description:
      'What patrons see as the sender; replies never go there. An address needs a verified domain (R134, R135, A19)',
    faults: ({ enabled, displayName, address: shown }) =>
      enabled && !displayName?.trim() && !shown ? ['/displayName is needed, or an address'] : [],
  }),
} as const;
