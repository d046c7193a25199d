import { folded } from './folding.js';
import { stemOf } from './stems.js';

/** A word of folded text, and what stands between it and the one before when no space does. */
export interface Word {
  readonly text: string;
  /** `++` or `#` of a name such as C++; `.` of one such as .NET. */
  readonly sign: string;
  readonly joinedBy: string;
  /** Written without spaces between words: compared by its pairs of characters. */
  readonly unspaced: boolean;
}

// One pattern for a word, its sign, and pictures, which are words of their own.
const pattern =
  /(?<dot>(?<![\p{L}\p{N}])\.(?=\p{L}))?(?<text>[\p{L}\p{M}\p{N}]+)(?<sign>\+\+|#(?![\p{L}\p{N}]))?|(?<picture>\p{Extended_Pictographic}|[\u{1f1e6}-\u{1f1ff}]{2})/gu;
const unspaced =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]+/u;
const parts = new RegExp(`(${unspaced.source})`, 'u');
const joiners = /^[-'.&_@:,/+~=?%\\|#\u2012\u2013]{1,3}$/u;

/** The words of a folded text as they stand, one after the other. */
function* wordsOf(text: string): Generator<Word> {
  let end = -1;
  for (const match of text.matchAll(pattern)) {
    const { dot = '', text: found, sign = '', picture } = match.groups!;
    const between = end < 0 ? '' : text.slice(end, match.index);
    const joinedBy = joiners.test(between + dot) ? between + dot : '';
    end = match.index + match[0].length;
    if (picture) {
      yield { text: picture, sign: '', joinedBy: '', unspaced: false };
      continue;
    }
    const runs = found!.split(parts).filter((run) => run !== '');
    for (const [n, run] of runs.entries())
      yield {
        text: run,
        sign: n === runs.length - 1 ? sign || (n === 0 && !joinedBy ? dot : '') : '',
        joinedBy: n === 0 ? joinedBy : '',
        unspaced: unspaced.test(run),
      };
  }
}

/** Words that are written as one: `covid-19`, `library's`, `QA76.73.J38`. */
export function* compoundsOf(text: string): Generator<Word[]> {
  let compound: Word[] = [];
  for (const word of wordsOf(text)) {
    if (compound.length > 0 && word.joinedBy === '') {
      yield withoutPossessive(compound);
      compound = [];
    }
    compound.push(word);
  }
  if (compound.length > 0) yield withoutPossessive(compound);
}

/** `library's` is a form of `library`. */
const withoutPossessive = (words: Word[]): Word[] =>
  words.length === 2 && words[1]!.text === 's' && words[1]!.joinedBy === "'" && !words[1]!.sign
    ? [words[0]!]
    : words;

/** What is written with its sign only: C++, C#, .NET. */
export const named = ({ text, sign }: Word): string | undefined =>
  sign === '' ? undefined : sign === '.' ? `.${text}` : `${text}${sign}`;

const widest = 64;
/** Lexemes have a greatest length; a longer word is found by how it begins. */
export const cut = (word: string): string =>
  word.length > widest ? [...word].slice(0, widest).join('') : word;

/** The whole of a compound as somebody may write it without its hyphens, points or apostrophes. */
export function joined(words: readonly Word[]): string | undefined {
  const whole = words.map(({ text }) => text).join('');
  const plain = words.slice(1).every(({ joinedBy }) => /^[-'.&,\u2012\u2013]$/u.test(joinedBy));
  return words.length > 1 && plain && whole.length <= widest ? whole : undefined;
}

/** Ways to write the same word: `ae`, `oe` and `ue` for the letters with two points, where those are written. */
const spelledOut: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue' };
const withUmlautsSpelledOut = (text: string): string =>
  text.normalize('NFC').replace(/[äöü]/giu, (letter) => spelledOut[letter.toLowerCase()]!);

/** The pairs of characters of a word of a script without spaces, and its last character. */
export function pairsOf(run: string): string[] {
  const characters = [...run];
  return characters.map((character, n) => character + (characters[n + 1] ?? ''));
}

/** Marks the stem of a word in a language, so that no word is taken for it. */
export const stemLexeme = (word: string, language: string): string | undefined => {
  const stem = stemOf(word, language);
  return stem === word ? undefined : `~${language}~${stem}`;
};

/**
 * Forms that stand for a word as well: the year of a decade (`1920s`), an Arabic word without its article and what is
 * written together with it.
 */
export function otherForms(word: string): string[] {
  const [, form] = /^(\d{2,4})s$/.exec(word) ?? /^(?:[وفبك]?ال|لل)(\p{Script=Arabic}{3,})$/u.exec(word) ?? [];
  return form === undefined ? [] : [form];
}

/** The last years of spans whose century is written once: 1945 of `1939-45`. */
function* lastYears(compound: readonly Word[]): Generator<string> {
  for (const [n, { text, joinedBy }] of compound.entries()) {
    const first = compound[n - 1]?.text ?? '';
    if (!/^1\d{3}$|^20\d\d$/.test(first) || !/^\d\d$/.test(text) || !/^[-/\u2012\u2013]$/.test(joinedBy))
      continue;
    if (Number(text) > Number(first.slice(2))) yield first.slice(0, 2) + text;
  }
}

const isbn =
  /(?<![\p{L}\p{N}])(?:97[89][-\u2012\u2013 ]?)?\d(?:[-\u2012\u2013 ]?\d){8}[-\u2012\u2013 ]?[\dx](?![\p{L}\p{N}])/gu;
const grouped = /(?<![\p{L}\p{N}])\d{1,3}(?: \d{3})+(?![\p{L}\p{N}])/gu;

/** Numbers that are written with or without spaces: where they stand, and the lexemes they are found by. */
export function numbersIn(text: string): { from: number; to: number; lexemes: string[] }[] {
  const isbns = [...text.matchAll(isbn)].map((match) => ({
    match,
    lexemes: isbnLexemes(digitsOf(match[0])),
  }));
  const numbers = [...text.matchAll(grouped)]
    .filter(
      ({ index }) =>
        !isbns.some(({ match }) => index >= match.index && index < match.index + match[0].length),
    )
    .map((match) => ({ match, lexemes: [cut(digitsOf(match[0]))] }));
  return [...isbns, ...numbers].map(({ match, lexemes }) => ({
    from: match.index,
    to: match.index + match[0].length,
    lexemes,
  }));
}
const digitsOf = (text: string): string => text.replace(/[^\dx]/gu, '');

/** An ISBN of ten digits is one of thirteen as well (ISO 2108). */
function isbnLexemes(digits: string): string[] {
  if (digits.length === 13) return [digits, `isbn~${digits.slice(0, 12)}`];
  return [digits, `isbn~978${digits.slice(0, 9)}`];
}

const highestPosition = 16_383;
const positionsOfOne = 100;
const bytesOf = (text: string) => Buffer.byteLength(text);

/**
 * What a search finds of a text, as a literal of PostgreSQL's type tsvector. Its words are what `searchQuery` asks
 * for; phrases are found among the first 16,383 words.
 * @param languages whose plurals and singulars find each other, as `stemmedLanguages` answers them
 * @param mostBytes what is longer is left out; a tsvector has 1 MB at most
 */
export function searchVector(text: string, languages: readonly string[], mostBytes = 400_000): string {
  const lexemes = new Map<string, number[]>();
  let bytes = 0;
  const add = (lexeme: string, at: number) => {
    let positions = lexemes.get(lexeme);
    if (!positions) {
      bytes += bytesOf(lexeme) + 4;
      lexemes.set(lexeme, (positions = []));
    }
    if (positions.length >= positionsOfOne || at > highestPosition || positions.at(-1) === at) return;
    bytes += 2;
    positions.push(at);
  };
  for (const [n, spelling] of spellingsOf(text).entries()) {
    // The second spelling lies over the first one: a word stands where it stands, however it is written.
    let position = 0;
    if (n === 0) for (const { lexemes: found } of numbersIn(spelling)) for (const one of found) add(one, 1);
    for (const compound of compoundsOf(spelling)) {
      if (bytes > mostBytes) break;
      for (const word of compound) {
        if (word.unspaced) {
          for (const pair of pairsOf(word.text)) add(pair, ++position);
          continue;
        }
        const plain = cut(word.text);
        add(plain, ++position);
        const name = named(word);
        if (name) add(cut(name), position);
        for (const other of otherForms(plain)) add(other, position);
        for (const language of languages) {
          const stem = stemLexeme(plain, language);
          if (stem) add(stem, position);
        }
      }
      const whole = joined(compound);
      if (whole) add(whole, position);
      for (const year of lastYears(compound)) add(year, position);
    }
  }
  return [...lexemes]
    .map(([lexeme, positions]) => `${quoted(lexeme)}:${positions.join(',') || '1'}`)
    .join(' ');
}

/** Folded, and folded with umlauts spelled out where there are any. */
export function spellingsOf(text: string): string[] {
  const spelledOut = withUmlautsSpelledOut(text);
  return spelledOut === text.normalize('NFC') ? [folded(text)] : [folded(text), folded(spelledOut)];
}

/** A lexeme in a literal of tsvector or tsquery. */
export const quoted = (lexeme: string): string => `'${lexeme.replace(/['\\]/g, '$&$&')}'`;
