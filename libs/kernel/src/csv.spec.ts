import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvLine } from './csv.js';

const unseen = [
  '',
  ' ',
  '  ',
  '\n',
  '\r\n',
  '\t',
  '\v',
  '\u00a0',
  '\u3000',
  '\u200b',
  '\u2060',
  '\ufeff',
  '\0',
];
const signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/** The one cell of a line, as a spreadsheet reads it. */
const read = (line: string): string => {
  const text = line.replace(/\r\n$/, '');
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
};

describe('A line of a CSV file', () => {
  it('[R65] has no cell that a spreadsheet would take for a formula, whatever stands before its sign', () => {
    const before = fc.array(fc.constantFrom(...unseen), { maxLength: 4 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(before, fc.constantFrom(...signs), fc.string(), (lead, sign, rest) => {
        expect(read(csvLine([`${lead}${sign}${rest}`]))).toBe(`'${lead}${sign}${rest}`);
      }),
    );
    for (const lead of ['\t', '\r', '\n', '\r\n'])
      expect(read(csvLine([`${lead}Hours?`]))).toBe(`'${lead}Hours?`);
  });

  it('keeps every other text as it is, and numbers and times as such', () => {
    const plain = fc.string({ unit: 'grapheme' }).map((text) => `a${text}`);
    fc.assert(fc.property(plain, (text) => expect(read(csvLine([text]))).toBe(text)));
    expect(csvLine([null, -3, true, new Date(0), ['law', 'music'], 'a "word", two', '1–2'])).toBe(
      ',-3,true,1970-01-01T00:00:00.000Z,law music,"a ""word"", two",1–2\r\n',
    );
  });
});
