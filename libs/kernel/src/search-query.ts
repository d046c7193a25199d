import {
  compoundsOf,
  cut,
  joined,
  named,
  numbersIn,
  otherForms,
  pairsOf,
  quoted,
  spellingsOf,
  stemLexeme,
  type Word,
} from './search-words.js';

// French and Italian leave out a vowel before the word that is looked for.
const elided = new Set(
  ['l', 'd', 'j', 'm', 't', 's', 'n', 'c', 'qu', 'jusqu', 'lorsqu', 'puisqu', 'quoiqu'].concat([
    ...['dell', 'nell', 'sull', 'all', 'dall', 'un', 'quest', 'quell'],
  ]),
);
const mostTerms = 50;
const shortestPrefix = 4;
const words = new Intl.Segmenter('ja', { granularity: 'word' });

/**
 * What somebody typed into a search box, as a literal of PostgreSQL's type tsquery for vectors of `searchVector`: all
 * words, in any order and form; words in quotation marks as they stand; `OR` between words; `-` before one that must
 * not be there; `*` after a prefix. The last word may still be being typed. Null where there is no word at all.
 * @param languages of whoever asks, as `stemmedLanguages` answers them
 */
export function searchQuery(typed: string, languages: readonly string[]): string | null {
  const spellings = spellingsOf(typed).map((text) => alternatives(text, languages));
  return any(spellings.filter((one) => one !== null));
}

/** Parts of a query between the words OR. */
function alternatives(text: string, languages: readonly string[]): string | null {
  const found: string[][] = [[]];
  let [count, last] = [0, -1];
  for (const { phrase, excluded, text: part, from } of partsOf(text)) {
    if (phrase === undefined && part === 'or' && count > 0 && found.at(-1)!.length > 0) {
      found.push([]);
      continue;
    }
    const typing = phrase === undefined && from + part.length === text.length;
    const terms = phrase === undefined ? termsOf(part, languages, typing) : [phraseOf(phrase)];
    for (const term of terms) {
      if (term === null || count++ >= mostTerms) continue;
      last = found.at(-1)!.push(excluded ? `!(${term})` : term);
    }
  }
  return last < 0 ? null : any(found.map(all).filter((one) => one !== null));
}

interface Part {
  readonly text: string;
  readonly from: number;
  readonly excluded: boolean;
  readonly phrase?: string;
}

/** Phrases, numbers written with spaces, and what else stands between spaces. */
function partsOf(text: string): Part[] {
  const numbers = numbersIn(text);
  const parts = [...text.matchAll(/(-?)"([^"]*)"|\S+/gu)].map((match): Part => {
    const [whole, minus, phrase] = match;
    if (phrase !== undefined) return { text: whole, from: match.index, excluded: minus !== '', phrase };
    const excluded = /^-\p{L}/u.test(whole);
    return { text: excluded ? whole.slice(1) : whole, from: match.index + Number(excluded), excluded };
  });
  const isIn = ({ from }: Part) => numbers.find((number) => from >= number.from && from < number.to);
  return [
    ...parts.filter((part) => part.phrase !== undefined || !isIn(part)),
    ...numbers
      .filter(
        (number) =>
          !parts.some(
            ({ phrase, from, text: { length } }) =>
              phrase !== undefined && number.from >= from && number.to <= from + length,
          ),
      )
      .map(({ from, to }) => ({ text: text.slice(from, to), from, excluded: false })),
  ].sort((one, other) => one.from - other.from);
}

function termsOf(part: string, languages: readonly string[], typing: boolean): (string | null)[] {
  const [number] = numbersIn(part);
  if (number && number.from === 0 && number.to === part.length)
    return [any([...number.lexemes.map(quoted), phraseOf(part)].filter((one) => one !== null))];
  const compounds = [...compoundsOf(part)];
  return compounds.flatMap((compound, n) => {
    const isLast = n === compounds.length - 1;
    const begins = part.endsWith('*') || (typing && part.endsWith(compound.at(-1)!.text));
    return ofCompound(compound, languages, isLast && begins, part.endsWith('*') ? 2 : shortestPrefix);
  });
}

function ofCompound(
  compound: Word[],
  languages: readonly string[],
  begins: boolean,
  shortest: number,
): (string | null)[] {
  const first = compound[0]!;
  const parts =
    compound.length > 1 && compound[1]!.joinedBy === "'" && elided.has(first.text)
      ? compound.slice(1)
      : compound;
  const terms = parts.map((word, n) =>
    termOf(word, languages, begins && n === parts.length - 1 ? shortest : Infinity),
  );
  const whole = joined(compound);
  const asOne = parts.slice(1).every(({ joinedBy }) => !/^[,/|\\]$/u.test(joinedBy));
  if (parts.length === 1 || !asOne || parts.some((word) => word.unspaced)) return terms;
  return [any([`(${terms.map((term) => `(${term})`).join(' <-> ')})`, ...(whole ? [quoted(whole)] : [])])];
}

/** A word in all its forms. */
function termOf(word: Word, languages: readonly string[], shortestPrefixHere: number): string | null {
  if (word.unspaced) return all(segmentsOf(word.text).map(ofPairs));
  const name = named(word);
  if (name && word.sign !== '.' && word.text.length <= 2) return quoted(cut(name));
  const plain = cut(word.text);
  const stems = languages.flatMap((language) => {
    const stem = stemLexeme(plain, language);
    // A word that is its own stem is kept without it.
    return stem
      ? [quoted(stem), quoted(stem.slice(stem.lastIndexOf('~') + 1))]
      : [quoted(`~${language}~${plain}`)];
  });
  const isPrefix =
    plain.length >= shortestPrefixHere && (shortestPrefixHere < shortestPrefix || /^\p{L}+$/u.test(plain));
  const others = [...(name ? [cut(name)] : []), ...otherForms(plain).filter((form) => !/^\d/.test(form))];
  return any([quoted(plain) + (isPrefix ? ':*' : ''), ...others.map(quoted), ...stems]);
}

/** Words of Chinese or Japanese as they are looked for one by one; particles of one syllable only by themselves. */
function segmentsOf(run: string): string[] {
  const segments = [...words.segment(run)].map(({ segment }) => segment);
  const distinctive = segments.filter((segment) => !/^[\p{scx=Hiragana}]$/u.test(segment));
  return distinctive.length > 0 ? distinctive : [run];
}

const ofPairs = (run: string): string => {
  const pairs = pairsOf(run);
  // The last character begins the pair that follows it in the text, or stands alone.
  return pairs.length === 1 ? `${quoted(run)}:*` : pairs.slice(0, -1).map(quoted).join(' & ');
};

/** Word by word, as it is written. */
function phraseOf(text: string): string | null {
  const lexemes = [...compoundsOf(text)].flat().flatMap((word, n, all) => {
    if (!word.unspaced) return [quoted(cut(word.text))];
    const pairs = pairsOf(word.text);
    const isLast = n === all.length - 1;
    if (!isLast) return pairs.map(quoted);
    return pairs.length === 1 ? [`${quoted(word.text)}:*`] : pairs.slice(0, -1).map(quoted);
  });
  return lexemes.length > 0 ? `(${lexemes.join(' <-> ')})` : null;
}

const any = (terms: readonly string[]): string | null => together(terms, ' | ');
const all = (terms: readonly string[]): string | null => together(terms, ' & ');
function together(terms: readonly string[], operator: string): string | null {
  const different = [...new Set(terms)];
  return different.length > 1 ? `(${different.join(operator)})` : (different[0] ?? null);
}
