const letters = new Map(
  Object.entries({
    ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ł: 'l', ŀ: 'l', ŋ: 'n', ŧ: 't' },
    ...{ þ: 'th', ĸ: 'k', ς: 'σ', ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه', ٱ: 'ا', ـ: '' },
  }),
);
const foldedLetters = new RegExp(`[${[...letters.keys()].join('')}]`, 'gu');

// Marks of alphabets that are also written without them. Those of kana and of Indic scripts are letters of their own.
const marks =
  /(?<!и)\u0306|[\u0300-\u0305]|[\u0307-\u036f]|[\u0591-\u05c7]|[\u0610-\u061a]|[\u064b-\u065f]|\u0670|[\u06d6-\u06ed]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe20-\ufe2f]/gu;
// Hebrew without points writes these letters once or twice.
const doubled = /([יו])\1/gu;
const apostrophes = /[\u2018\u2019\u201b\u02b9-\u02bd\u2032\u00b4\u0060\ua78c]/gu;
const quotationMarks = /[\u201c-\u201f\u00ab\u00bb\u2033\u300c-\u300f\u301d-\u301f]/gu;
const hyphens = /[\u2010\u2011\u2043\u2212]/gu;
const invisible = /\p{Cf}|[\ufe00-\ufe0f]|[\u{1f3fb}-\u{1f3ff}]/gu;
const signs = /[\u2122\u2120\u00ae\u00a9]/gu;

/**
 * Text as a search compares it: without case, accents, ligatures, widths and invisible characters, with plain
 * apostrophes, hyphens, quotation marks and digits. What is written in one way or another folds to the same.
 */
export const folded = (text: string): string =>
  text
    .replace(signs, ' ')
    .replace(apostrophes, "'")
    .normalize('NFKC')
    .replace(invisible, '')
    .replace(quotationMarks, '"')
    .replace(hyphens, '-')
    .toLowerCase()
    .normalize('NFD')
    .replace(marks, '')
    .normalize('NFC')
    .replace(doubled, '$1')
    .replace(foldedLetters, (letter) => letters.get(letter)!)
    .replace(/[^\P{Nd}0-9]/gu, digitOf);

const isDigit = (code: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(code));

/** Unicode keeps the ten digits of a script together, from zero to nine. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0)!;
  let value = 0;
  while (value < 9 && isDigit(code - value - 1)) value += 1;
  return String(value);
}
