import { Type } from 'typebox';
import { Exactly, Nullable, RequiredText, WebAddress } from './schema.js';
import { setting } from './setting.js';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What the last part of a patron page's address may be, its library's id apart. */
export const slugPattern = '^[a-z0-9]+(-[a-z0-9]+)*$';

/** The page at which a library's patrons ask: where it is, how it looks, what it says of privacy. */
export const patronPage = setting({
  key: 'patron-page',
  level: 'institution',
  schema: Exactly({
    slugs: Type.Array(Type.String({ pattern: slugPattern, maxLength: 60 }), {
      maxItems: 10,
      uniqueItems: true,
      description: 'the page is at /ask/ and the first of them; the others lead there',
    }),
    listed: Type.Boolean({ description: 'whether the start page of this Carrel names it' }),
    accent: Nullable(Type.String({ pattern: '^#[0-9a-f]{6}$', maxLength: 7 }), {
      description: 'a colour; pages correct it until it is readable',
    }),
    privacyNotice: Nullable(RequiredText(5000), {
      description: "the library's own words; null: the page says what the privacy clocks are",
    }),
    privacyUrl: Nullable(WebAddress, { description: 'where it says more of privacy; null: nowhere' }),
  }),
  default: { slugs: [], listed: false, accent: null, privacyNotice: null, privacyUrl: null },
  faults: ({ slugs }) => slugs.flatMap((slug, n) => (uuid.test(slug) ? [`/slugs/${n} must be no id`] : [])),
  inEvents: true,
  description: 'The page at which patrons ask: its address, its colour, what it says of privacy',
});
