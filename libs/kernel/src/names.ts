import { folded } from './folding.js';

const wordsOf = (text: string): string[] => folded(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/**
 * Whether a name has all that was typed, in any order and however it is written: `st marys` finds `St. Mary’s`.
 * What has no letter or digit is looked for as it stands.
 */
export function nameMatches(typed: string): (name: string) => boolean {
  const words = wordsOf(typed);
  const plain = folded(typed).trim();
  const squeezed = words.join('');
  return (name) => {
    const text = folded(name);
    if (text.includes(plain)) return true;
    if (words.length === 0) return false;
    const whole = wordsOf(name).join('');
    return whole.includes(squeezed) || words.every((word) => whole.includes(word));
  };
}

/** Whether a name begins so, whatever its case, accents and marks before the first letter. */
export function nameBegins(letter: string): (name: string) => boolean {
  const first = wordsOf(letter).join('') || folded(letter);
  return (name) => (wordsOf(name).join('') || folded(name)).startsWith(first);
}

const collators = new Map<string, Intl.Collator>();

/**
 * Names in the order of a dictionary of that language, numbers in them by their value; ties by their code points, so
 * that the order is total. @param language a BCP 47 tag; one that is not known sorts as the root of Unicode does
 */
export function byName(language: string): (one: string, other: string) => number {
  let collator = collators.get(language);
  if (!collator) {
    const known = Intl.Collator.supportedLocalesOf(isTag(language) ? [language] : []);
    collator = new Intl.Collator(known[0] ?? 'und', {
      numeric: true,
      sensitivity: 'variant',
      ignorePunctuation: false,
    });
    if (collators.size < 100) collators.set(language, collator);
  }
  return (one, other) => collator.compare(one, other) || (one < other ? -1 : Number(one > other));
}

function isTag(language: string): boolean {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
}
