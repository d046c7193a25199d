import { isPlainText, isVisible } from '@carrel/kernel';
import fc from 'fast-check';

const range = (from: number, to: number) =>
  fc.integer({ min: from, max: to }).map((point) => String.fromCodePoint(point));
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  { weight: 3, arbitrary: range(0x1f300, 0x1faff) },
  { weight: 2, arbitrary: range(0x20000, 0x2a6df) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('e\u0301', 'n\u0303', '\u0915\u094d\u0937', '👩‍👩‍👧', '🇩🇪', '\u1100\u1161'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('\u200b', '\u200d', '\ufeff', '\u2060', '\u00ad', '\u00a0', '\u3000'),
  },
  { weight: 2, arbitrary: fc.constantFrom('\u202e', '\u202c', '\u2067', '\u2069', '\u200f', '\u061c') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '\n',
      '\t',
      '\r\n',
      ' ',
      '\u2028',
      '\u2029',
      '"',
      '\\',
      '<b>',
      '{{patron}}',
      '%',
      '\\u0000',
    ),
  },
  { weight: 1, arbitrary: range(0, 0x1f) },
  { weight: 1, arbitrary: range(0x7f, 0x9f) },
  { weight: 1, arbitrary: fc.constantFrom('\ud83d', '\udc00', '\uffff', '\ufffd', '\u{10ffff}') },
);
const cutText = fc
  .tuple(fc.array(piece, { minLength: 1, maxLength: 30 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([pieces, share]) => {
    const whole = pieces.join('');
    return share > 0.6 ? whole : whole.slice(0, Math.ceil((whole.length * share) / 0.6));
  });
/** Text of any characters, cut at some code unit, amid a character too; its first letter is seen. */
export const anyText = cutText.map((text) => `a${text}`);
/** Texts in which a character of more than one code unit lies where first lines and previews are cut. */
export const textsAtCuts: readonly string[] = [117, 118, 157, 158].flatMap((length) =>
  ['😀', '👩‍👩‍👧'].map((character) => 'a'.repeat(length) + character.repeat(4)),
);
/** The status with which a text is answered: half a character is no JSON, other text that is not taken is named by its field. */
export const answerToText = (text: string): 400 | 201 | 422 =>
  /\p{Cs}/u.test(text) ? 400 : isPlainText(text) && isVisible(text) ? 201 : 422;

/** Every text of an answer, however deep. */
export const textsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsOf)
      : [];
