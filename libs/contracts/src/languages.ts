import { Type, type Static } from 'typebox';

const tag = '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$';
/** Whether it is written as settings write languages. */
export const languagePattern = new RegExp(tag);

/** A BCP 47 tag as settings name languages: `en`, `pt-BR`, `zh-Hant`. */
export const LanguageTag = Type.String({
  pattern: tag,
  maxLength: 12,
});
export type Language = Static<typeof LanguageTag>;

/** A text in one or more languages; callers pick one with `wordsFor`. */
export type Words = Readonly<Record<Language, string>>;

/**
 * The first wanted language that there is, trying each without its last part too (RFC 4647, lookup);
 * else the fallback, else the first there is. Undefined when there is none at all.
 */
export function pickLanguage(
  there: readonly Language[],
  wanted: readonly Language[],
  fallback?: Language,
): Language | undefined {
  const known = new Map(there.map((tag) => [tag.toLowerCase(), tag]));
  for (const tag of [...wanted, ...(fallback ? [fallback] : [])]) {
    const parts = tag.toLowerCase().split('-');
    for (let length = parts.length; length > 0; length -= 1) {
      const found = known.get(parts.slice(0, length).join('-'));
      if (found) return found;
    }
  }
  return there[0];
}

/** What it says in the wanted language, or in the one nearest to it; '' when nothing is said. */
export function wordsFor(words: Words, wanted: readonly Language[], fallback: Language = 'en'): string {
  const tag = pickLanguage(Object.keys(words), wanted, fallback);
  return tag === undefined ? '' : words[tag]!;
}

const rightToLeft = new Set(['ar', 'dv', 'fa', 'he', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** The direction its pages are read in, as HTML's `dir` names it. */
export const directionOf = (language: Language): 'ltr' | 'rtl' =>
  rightToLeft.has(language.split('-')[0]!) || /-(Arab|Hebr)\b/.test(language) ? 'rtl' : 'ltr';
