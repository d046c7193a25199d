import { Type, type Static } from 'typebox';
import { askSettings } from './ask-settings.js';
import { chatSettings } from './chat-settings.js';
import { schemaFaults, type SchemaFault } from './check.js';
import { followupSettings } from './followup-settings.js';
import { incomingSettings } from './incoming-settings.js';
import { librarySettings } from './library-settings.js';
import { mailSettings } from './mail-settings.js';
import { noticePreferences } from './notice-preferences.js';
import { libraryPicker } from './library-picker.js';
import { patronTranslations } from './patron-translations.js';
import { faultsOfTexts, mayNamePage, strayTokens } from './placeholders.js';
import { Described, Exactly, Id, MailAddress, Nullable, OneOf, RequiredText, whole } from './schema.js';
import { Word } from './states.js';
import { referralSettings } from './referral-settings.js';
import { surveySettings } from './survey-settings.js';
import { settingExamples } from './setting-examples.js';
import { repeated, reserved, setting, type Setting } from './setting.js';

export type { Setting } from './setting.js';

/** Every chat may become so long, whatever its group sets. */
export const shortChat = { lines: 200, bytes: 200_000 } as const;

/** So many lines every patron may write while waiting, whatever the group sets. */
export const shortWait = 20;

/** All settings by key; admin stores them, the other services keep a projection from events (B25). */
export const settings = {
  'shared-followup': setting({
    key: 'shared-followup',
    level: 'group',
    schema: Exactly({ enabled: Type.Boolean({ description: 'whether its libraries share follow-up' }) }),
    default: { enabled: false },
    inEvents: true,
    description: 'Whether any library of the subscription group may claim follow-up (R82..R85)',
  }),
  'close-policy': setting({
    key: 'close-policy',
    level: 'group',
    schema: Exactly({
      who: Described(
        OneOf('any-holder', 'home-reviewers-only'),
        'any library that holds the question, or reviewers of the patron’s library only',
      ),
    }),
    default: { who: 'any-holder' },
    inEvents: true,
    description: 'Who may close a question (A2, B10)',
  }),
  'second-factor': setting({
    key: 'second-factor',
    level: 'group',
    schema: Exactly({
      requiredOfAdministrators: Type.Boolean({ description: 'whether they cannot work without one' }),
    }),
    default: { requiredOfAdministrators: false },
    inEvents: true,
    description:
      'Whether its own administrators, and of a subscription group those of its libraries, must have a second factor',
  }),
  'chat-limits': setting({
    key: 'chat-limits',
    level: 'group',
    schema: Exactly({
      patronsAtOnce: Described(whole(1, 20), 'patrons who are not idle'),
      patronsWithIdle: Described(whole(1, 40), 'patrons in all, idle ones too'),
    }),
    default: { patronsAtOnce: 3, patronsWithIdle: 5 },
    faults: ({ patronsAtOnce, patronsWithIdle }) =>
      patronsWithIdle < patronsAtOnce ? ['/patronsWithIdle must be >= patronsAtOnce'] : [],
    inEvents: true,
    description: 'Patrons at once per librarian: not yellow, and in all (R14, A7, B19)',
  }),
  'chat-waiting': setting({
    key: 'chat-waiting',
    level: 'group',
    schema: Exactly({
      perPatron: Described(whole(1, 20), 'from one e-mail address'),
      perNetwork: Described(whole(1, 1000), 'from one network'),
      lines: Described(whole(shortWait, 500), 'lines of one patron before a librarian comes'),
    }),
    default: { perPatron: 3, perNetwork: 25, lines: 30 },
    faults: ({ perPatron, perNetwork }) =>
      perNetwork < perPatron ? ['/perNetwork must be >= perPatron'] : [],
    inEvents: true,
    description:
      'Requests that wait at once from one e-mail address and from one network (an IPv4 address or an IPv6 /64), ' +
      'and the lines a patron may write before a librarian comes',
  }),
  'chat-times': setting({
    key: 'chat-times',
    level: 'group',
    schema: Exactly({
      localFirstSeconds: Described(whole(0, 600), 'so long a request is offered to local librarians only'),
      silencePromptSeconds: Described(whole(30, 600), 'after so much silence the librarian is reminded'),
      yellowSeconds: Described(
        whole(60, 1800),
        'after so much silence of the patron the chat counts as idle',
      ),
      unattendedMinutes: Described(
        whole(5, 240),
        'after so long without librarian or patron the system ends the chat',
      ),
    }),
    default: { localFirstSeconds: 60, silencePromptSeconds: 90, yellowSeconds: 180, unattendedMinutes: 30 },
    faults: ({ silencePromptSeconds, yellowSeconds, unattendedMinutes }) => [
      ...(silencePromptSeconds < yellowSeconds ? [] : ['/silencePromptSeconds must be < yellowSeconds']),
      ...(yellowSeconds < unattendedMinutes * 60 ? [] : ['/yellowSeconds must be < unattendedMinutes']),
    ],
    inEvents: true,
    description: 'Local first, silence prompt, yellow, system end (R16..R18, B8)',
  }),
  'chat-length': setting({
    key: 'chat-length',
    level: 'group',
    schema: Exactly({
      lines: Described(whole(shortChat.lines, 10_000), 'lines at most'),
      bytes: Described(whole(shortChat.bytes, 8_000_000), 'bytes at most, in UTF-8'),
    }),
    default: { lines: 5_000, bytes: 6_500_000 },
    inEvents: true,
    description:
      'How long a chat may become: its lines, and the bytes of what patron and librarians write. ' +
      'Both are shown what is left of it before it is reached. ' +
      'What is longer than 6,500,000 bytes may be cut in the mail (MAIL_SENT_MAX_MB)',
  }),
  'followup-due': setting({
    key: 'followup-due',
    level: 'group',
    schema: Exactly({ hours: Described(whole(1, 720), 'until an answer is due') }),
    default: { hours: 72 },
    inEvents: true,
    description: 'Hours from the chat or arrival until follow-up is due (R78, R79)',
  }),
  archiving: setting({
    key: 'archiving',
    level: 'group',
    schema: Exactly({
      exemptOpen: Type.Boolean({ description: 'false: they move to Service History like others' }),
    }),
    default: { exemptOpen: false },
    inEvents: true,
    description: 'Whether open questions stay in the lists after 90 quiet days (A5)',
  }),
  'reminder-hours': setting({
    key: 'reminder-hours',
    level: 'institution',
    schema: Exactly({
      intervals: Type.Array(
        Exactly({
          day: Described(whole(1, 7), '1 is Monday'),
          opens: Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }),
          closes: Type.String({ pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' }),
        }),
        { maxItems: 50, description: 'of every week; closes before it opens: past midnight' },
      ),
      exceptions: Type.Optional(
        Type.Array(
          Exactly({
            date: Type.String({ format: 'date', description: 'by the library’s clock' }),
            hours: Type.Array(
              Exactly({
                opens: Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }),
                closes: Type.String({ pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' }),
              }),
              { maxItems: 10, description: 'instead of the week’s; none: no reminders that day' },
            ),
          }),
          { maxItems: 200, description: 'single days that differ from the week' },
        ),
      ),
    }),
    faults: ({ intervals, exceptions = [] }) => [
      ...intervals.flatMap(({ opens, closes }, n) =>
        opens === closes ? [`/intervals/${n}/closes must be another time than it opens`] : [],
      ),
      ...repeated(
        'exceptions',
        exceptions.map(({ date }) => date),
        'date',
      ),
    ],
    default: { intervals: [1, 2, 3, 4, 5].map((day) => ({ day, opens: '09:00', closes: '17:00' })) },
    inEvents: true,
    description: "When reminders may be sent, by the library's clock; 1 is Monday (A6, F24)",
  }),
  'exclude-transcripts': setting({
    key: 'exclude-transcripts',
    level: 'institution',
    schema: Exactly({ enabled: Type.Boolean({ description: 'true: they are left out' }) }),
    default: { enabled: false },
    inEvents: true,
    description: "Leave finished chats with others' patrons out of the lists (R128, A1)",
  }),
  'chat-closed-page': setting({
    key: 'chat-closed-page',
    level: 'institution',
    schema: Exactly({
      title: Type.String({ maxLength: 200, description: mayNamePage }),
      text: Type.String({ maxLength: 5000, description: mayNamePage }),
    }),
    placeholders: true,
    faults: (texts) => faultsOfTexts(texts),
    default: {
      title: 'Chat is closed at the moment',
      text: 'Nobody is at the desk right now. Leave your question with us, with an e-mail address if you wish an answer by e-mail.',
    },
    inEvents: true,
    description: 'What patrons see while nobody monitors (R125, B17)',
  }),
  'privacy-clocks': setting({
    key: 'privacy-clocks',
    level: 'institution',
    schema: Exactly({
      ipDays: Described(whole(7, 3650), 'until the IP address is erased'),
      identityDays: Described(whole(7, 3650), 'until name and addresses are erased'),
      textDays: Described(whole(7, 3650), 'until question, chat and answers are erased'),
    }),
    default: { ipDays: 30, identityDays: 180, textDays: 365 },
    faults: ({ ipDays, identityDays, textDays }) => [
      ...(ipDays <= identityDays ? [] : ['/ipDays must be no more days than name and addresses are kept']),
      ...(identityDays <= textDays ? [] : ['/identityDays must be no more days than the words are kept']),
    ],
    inEvents: true,
    description:
      "Days from the last activity until a patron's IP address, identity and words are erased (B9)",
  }),
  'review-checklist': setting({
    key: 'review-checklist',
    level: 'group',
    schema: Exactly({
      items: Type.Array(
        Exactly({
          key: Type.String({
            pattern: '^[a-z0-9][a-z0-9-]*$',
            maxLength: 64,
            description: 'names it in reviews; stays when the label changes',
          }),
          label: RequiredText(200, 'as reviewers read it'),
        }),
        { maxItems: 30, description: 'in the order they are shown' },
      ),
    }),
    default: {
      items: [
        { key: 'welcome', label: 'Greeted the patron and was approachable' },
        { key: 'interview', label: 'Clarified what the patron needed' },
        { key: 'searching', label: 'Searched with the patron and cited sources' },
        { key: 'answer', label: 'Answered completely and correctly' },
        { key: 'policy', label: "Followed the patron's library's policies" },
        { key: 'closing', label: 'Checked that the patron was served; chose the right resolution code' },
      ],
    },
    faults: ({ items }) => {
      const keys = items.map(({ key }) => key);
      return [...repeated('items', keys, 'key'), ...reserved('items', keys, 'key')];
    },
    inEvents: true,
    description: 'Behaviours that a review looks for (R80)',
  }),
  'web-origins': setting({
    key: 'web-origins',
    level: 'institution',
    schema: Exactly({
      origins: Type.Array(
        Type.String({ 'x-text': 'address', pattern: '^https?://[^/\\s]+$', maxLength: 253 }),
        { maxItems: 50, description: 'scheme, host and port, as browsers send them in Origin; no path' },
      ),
    }),
    default: { origins: [] },
    inEvents: true,
    description: "Origins of the library's own pages that may call Carrel from a browser",
  }),
  'referral-partners': setting({
    key: 'referral-partners',
    level: 'group',
    schema: Exactly({
      mode: Described(OneOf('all', 'none', 'selected'), 'to all, to none, or to those of the list'),
      institutionIds: Type.Array(Id, {
        maxItems: 2000,
        uniqueItems: true,
        description: 'with mode selected: the only libraries that may be referred to',
      }),
    }),
    default: { mode: 'all', institutionIds: [] },
    inEvents: true,
    description: "To which libraries the subscription group's libraries may refer as partners (2.1, 1.2)",
  }),
  'profile-approval': setting({
    key: 'profile-approval',
    level: 'group',
    schema: Exactly({
      mode: Described(
        OneOf('manual', 'automatic'),
        'manual: the group’s administrator decides; automatic: active at once',
      ),
      noticeAddress: Described(
        Nullable(MailAddress),
        'who is mailed when a profile is submitted; null: nobody',
      ),
    }),
    default: { mode: 'manual', noticeAddress: null },
    inEvents: false,
    description:
      "Whether a submitted profile of the group's libraries is active at once, and who is notified (2.1)",
  }),
  'rota-times': setting({
    key: 'rota-times',
    level: 'group',
    schema: Exactly({
      sameDayHours: Described(whole(0, 336), 'with the libraries of the same day'),
      rotaHours: Described(whole(0, 336), 'then with others of the rota, before coordinators'),
      gapNoticeHours: Described(whole(1, 336), 'so long before a duty nobody has it is reported'),
    }),
    default: { sameDayHours: 24, rotaHours: 24, gapNoticeHours: 24 },
    inEvents: true,
    description:
      'Hours a request for cover stays with the libraries of the same day, then with others of the rota (R91); ' +
      'and how long before a duty a gap is reported',
  }),
  expertise: setting({
    key: 'expertise',
    level: 'institution',
    schema: Exactly({
      subjects: Described(Type.Array(Word, { maxItems: 50, uniqueItems: true }), 'codes of subjects'),
      geography: Type.Array(Word, { maxItems: 50, uniqueItems: true, description: 'codes of places' }),
      languages: Type.Array(Word, { maxItems: 50, uniqueItems: true, description: 'BCP 47 tags' }),
    }),
    default: { subjects: [], geography: [], languages: [] },
    inEvents: true,
    description: 'What a library is good at, for partners to find it: subject, geography, language (R102)',
  }),
  'library-picker': libraryPicker,
  'notice-preferences': noticePreferences,
  'patron-translations': patronTranslations,
  ...askSettings,
  ...chatSettings,
  ...followupSettings,
  ...incomingSettings,
  ...librarySettings,
  ...surveySettings,
  ...mailSettings,
  ...referralSettings,
} as const;

export type SettingKey = keyof typeof settings;
export type SettingValue<K extends SettingKey> = Static<(typeof settings)[K]['schema']>;

/** A value for documents: lawful, and saying more than an empty default. */
export const exampleOfSetting = (key: SettingKey): unknown => settingExamples[key] ?? settings[key].default;

/** What a setting is, in a sentence, without the numbers of requirements that say something to us alone. */
export const descriptionOfSetting = (key: SettingKey): string =>
  settings[key].description.replaceAll(
    /\s*\((?=[^)]*\d)(?:row |[A-Z]{0,2}-?\d[\d.]*(?:\.\.[A-Z]?\d+)?|[\s,.])+\)/g,
    '',
  );

/** The value as it is stored, from any form in which its definition lets it be written. */
export function storedForm(key: SettingKey, written: unknown): unknown {
  const { written: other }: Setting = settings[key];
  return other ? other.stored(written) : written;
}

/** Half of what NATS carries in one message: a value travels in an event, and is answered to other services. */
const mostBytes = 500_000;

/** What is wrong with a value of this setting, one line each (`/path message`). */
export const faultsOfSetting = (key: SettingKey, value: unknown): string[] =>
  settingFaults(key, value).map(({ pointer, message }) => `${pointer || '/'} ${message}`);

/** The same with a stable code for each, as problem documents name it. */
export function settingFaults(key: SettingKey, value: unknown): SchemaFault[] {
  const definition: Setting = settings[key];
  const faults = schemaFaults(definition.schema, value);
  if (faults.length > 0) return faults;
  if (Buffer.byteLength(JSON.stringify(value)) > mostBytes)
    return [
      {
        pointer: '',
        code: 'too-long',
        values: { maxBytes: mostBytes },
        message: `must not have more than ${mostBytes} bytes`,
      },
    ];
  const own = [...(definition.faults?.(value) ?? []), ...(definition.placeholders ? [] : strayTokens(value))];
  return own.map((fault) => {
    const [, pointer = '', message = fault] = /^(\S+) (.*)$/s.exec(fault) ?? [];
    return { pointer: pointer === '/' ? '' : pointer, code: 'wrong-value', message };
  });
}
