import { Type } from 'typebox';
import { defaultDescriptiveCodes } from './descriptive-codes.js';
import { LanguageTag } from './languages.js';
import { Described, Exactly, Nullable, OneOf, WebAddress, RequiredText } from './schema.js';
import { patronChallenge } from './patron-challenge.js';
import { patronPage } from './patron-page.js';
import { patronWords } from './patron-words.js';
import { repeated, setting } from './setting.js';

const Code = Type.String({ pattern: '^[a-z0-9][a-z0-9-]*$', maxLength: 64 });

/** How a library presents itself, and the words it sorts its questions by. */
export const librarySettings = {
  branding: setting({
    key: 'branding',
    level: 'group',
    schema: Exactly({
      shortName: Nullable(Type.String({ pattern: '\\S', minLength: 1, maxLength: 20 }), {
        description: 'null: its name in full',
      }),
    }),
    default: { shortName: null },
    inEvents: true,
    description: 'The short name a group goes by (R120)',
  }),
  languages: setting({
    key: 'languages',
    level: 'institution',
    schema: Exactly({
      staff: Type.Array(LanguageTag, {
        minItems: 1,
        maxItems: 20,
        uniqueItems: true,
        description: 'BCP 47 tags; the first is the one to fall back to',
      }),
      patrons: Type.Array(LanguageTag, {
        minItems: 1,
        maxItems: 20,
        uniqueItems: true,
        description: 'BCP 47 tags; the first is the one to fall back to',
      }),
    }),
    default: { staff: ['en'], patrons: ['en'] },
    inEvents: true,
    description: 'Languages offered to staff and to patrons; the first of each is the one to fall back to',
  }),
  banner: setting({
    key: 'banner',
    level: 'institution',
    schema: Exactly({
      title: Nullable(RequiredText(200), { description: 'null: none' }),
      text: Nullable(RequiredText(2000), { description: 'plain text; null: none' }),
      imageUrl: Nullable(WebAddress, { description: 'a picture beside it; null: none' }),
      imageAlt: Nullable(Type.String({ maxLength: 300 }), {
        description: 'read out instead of the picture; null: there is no picture',
      }),
      linkUrl: Nullable(WebAddress, { description: 'where it leads; null: nowhere' }),
    }),
    default: { title: null, text: null, imageUrl: null, imageAlt: null, linkUrl: null },
    faults: ({ imageUrl, imageAlt }) =>
      imageUrl !== null && imageAlt === null ? ['/imageAlt must say what the picture shows'] : [],
    inEvents: true,
    description: "What stands above the library's forms (R125); none as long as everything is null",
  }),
  'patron-page': patronPage,
  'patron-words': patronWords,
  'patron-challenge': patronChallenge,
  'patron-closed-page': setting({
    key: 'patron-closed-page',
    level: 'institution',
    schema: Exactly({
      html: Nullable(RequiredText(20_000), {
        description: 'headings, lists, links, pictures by https; scripts, styles and forms are taken out',
      }),
    }),
    default: { html: null },
    inEvents: true,
    description: "A closed page of the library's own, in HTML, in place of the text of `chat-closed-page`",
  }),
  'open-worldcat': setting({
    key: 'open-worldcat',
    level: 'institution',
    schema: Exactly({
      enabled: Type.Boolean({ description: 'whether it links' }),
      questionFormUrl: Nullable(WebAddress, { description: 'where its link leads; null: nowhere' }),
    }),
    default: { enabled: false, questionFormUrl: null },
    faults: ({ enabled, questionFormUrl }) =>
      enabled && questionFormUrl === null ? ['/questionFormUrl must be the address of the service'] : [],
    inEvents: true,
    description: 'Whether WorldCat.org links to the reference service, and its address (R127)',
  }),
  'descriptive-codes': setting({
    key: 'descriptive-codes',
    level: 'institution',
    schema: Exactly({
      list: Described(
        OneOf('default', 'custom'),
        'the default list without `inactive`, or those of `custom`',
      ),
      custom: Type.Array(
        Exactly({
          code: Described(Code, 'names it in statistics; stays when the label changes'),
          label: RequiredText(100, 'as librarians read it'),
          active: Type.Boolean({
            description: 'false: kept in what is coded with it, and not offered any more',
          }),
        }),
        { maxItems: 50, description: 'codes of its own, in order' },
      ),
      inactive: Type.Array(OneOf(...defaultDescriptiveCodes.map(({ code }) => code)), {
        uniqueItems: true,
        maxItems: defaultDescriptiveCodes.length,
        description: 'codes of the default list that the library does not use',
      }),
    }),
    default: { list: 'default', custom: [], inactive: [] },
    faults: ({ list, custom }) => [
      ...repeated(
        'custom',
        custom.map(({ code }) => code),
        'code',
      ),
      ...(list === 'custom' && custom.length === 0 ? ['/custom must have a code or more'] : []),
    ],
    inEvents: true,
    description: 'The codes that say what a question was about: the default list, or up to 50 of its own',
  }),
} as const;
