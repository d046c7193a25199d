import { stemmer as arabic } from '@orama/stemmers/arabic';
import { stemmer as danish } from '@orama/stemmers/danish';
import { stemmer as dutch } from '@orama/stemmers/dutch';
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as finnish } from '@orama/stemmers/finnish';
import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as german } from '@orama/stemmers/german';
import { stemmer as greek } from '@orama/stemmers/greek';
import { stemmer as hungarian } from '@orama/stemmers/hungarian';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as norwegian } from '@orama/stemmers/norwegian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as romanian } from '@orama/stemmers/romanian';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { stemmer as swedish } from '@orama/stemmers/swedish';
import { stemmer as turkish } from '@orama/stemmers/turkish';
import pluralize from 'pluralize';

type Rule = readonly [ending: RegExp, instead: string];

// The stemmers take singular and plural apart where they read the one as a verb; these bring them together first.
const frenchPlurals: Rule[] = [
  [/^yeux$/, 'oeil'],
  [/([ey])aux$/, '$1au'],
  [/([eo])ux$/, '$1u'],
  [/aux$/, 'al'],
  [/(?<=..)s$/, ''],
  [/(?<=..)ail$/, 'al'],
];
const spanishPlurals: Rule[] = [
  [/(?<=.)ces$/, 'z'],
  [/(?<=..)[eé]s(?:es)?$/, ''],
  [/(?<=...[aiou])s$/, ''],
];
const germanPlurals: Rule[] = [
  [/innen$/, 'in'],
  [/(?:een|eum)$/, 'e'],
  [/(?<=..[^a])um$/, ''],
  [/(?<=..m)a$/, ''],
  [/(?<=.[aioy])s$/, ''],
];
const portuguesePlurals: Rule[] = [
  [/(?:oes|aes|aos)$/, 'ao'],
  [/ns$/, 'm'],
  [/([aeou])is$/, '$1l'],
  [/(?<=[rz])es$/, ''],
];

const by = (rules: readonly Rule[]) => (word: string) =>
  rules.reduce((changed, [ending, instead]) => changed.replace(ending, instead), word);

const stemmers = new Map<string, (word: string) => string>(
  Object.entries({
    ...{ ar: arabic, da: danish, el: greek, fi: finnish, hu: hungarian, it: italian, nb: norwegian },
    ...{ nl: dutch, nn: norwegian, no: norwegian, ro: romanian, ru: russian, sv: swedish, tr: turkish },
    de: (word) => german(by(germanPlurals)(word)),
    en: (word) => english(pluralize.singular(word)),
    es: (word) => spanish(by(spanishPlurals)(word)),
    fr: (word) => french(by(frenchPlurals)(word)),
    pt: (word) => portuguese(by(portuguesePlurals)(word)),
  }),
);

/** Languages beyond these have no part in a search: each adds to what is kept of every text. */
const most = 3;

/** The languages, of those that BCP 47 tags name, whose plurals a search knows; `en` for none. */
export function stemmedLanguages(tags: readonly string[]): string[] {
  const known = tags.map((tag) => tag.toLowerCase().split('-')[0]!).filter((tag) => stemmers.has(tag));
  return known.length > 0 ? [...new Set(known)].slice(0, most) : ['en'];
}

/** What the forms of a folded word have in common in that language: of a plural and its singular, say. */
export function stemOf(word: string, language: string): string {
  const stemmer = stemmers.get(language);
  return stemmer && /^\p{L}{3,}$/u.test(word) ? stemmer(word) : word;
}
