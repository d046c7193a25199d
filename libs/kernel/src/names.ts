import { folded } from './folding.js';
import { spellingsOf } from './search-words.js';
import { stemOf } from './stems.js';

const wordsOf = (text: string): string[] => folded(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Languages whose plurals are found in names: those that most libraries are named in. */
const namedIn = ['en', 'es', 'fr', 'de'];
const stems = new Map<string, readonly string[]>();

/** The stem of a folded word in each of the languages. */
function stemsOf(word: string): readonly string[] {
  const found = stems.get(word) ?? namedIn.map((language) => stemOf(word, language));
  if (stems.size < 20_000) stems.set(word, found);
  return found;
}

/** `library's` looks for `library`. */
const withoutPossessive = (text: string): string => text.replace(/(?<=\p{L})'s(?!\p{L})/gu, '');

/**
 * Whether a name has all that was typed, in any order and however it is written: `st marys` finds `St. Mary’s`,
 * `libraries` a library. What has no letter or digit is looked for as it stands.
 */
export function nameMatches(typed: string): (name: string) => boolean {
  const spellings = spellingsOf(typed).map((text) => {
    const asked = [wordsOf(text), wordsOf(withoutPossessive(text))];
    return { plain: text.trim(), asked, squeezed: asked[0]!.join('') };
  });
  return (name) => spellingsOf(name).some((text) => spellings.some((asked) => isIn(text, asked)));
}

interface Asked {
  readonly plain: string;
  readonly asked: readonly string[][];
  readonly squeezed: string;
}

function isIn(name: string, { plain, asked, squeezed }: Asked): boolean {
  if (name.includes(plain)) return true;
  if (squeezed === '') return false;
  const own = wordsOf(name);
  const whole = own.join('');
  const has = (word: string) => whole.includes(word) || own.some((one) => isSameWord(one, word));
  return whole.includes(squeezed) || asked.some((words) => words.length > 0 && words.every(has));
}

function isSameWord(one: string, other: string): boolean {
  if (one[0] !== other[0] || other.length < 4) return false;
  const others = stemsOf(other);
  return stemsOf(one).some((stem, n) => stem === others[n]);
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
