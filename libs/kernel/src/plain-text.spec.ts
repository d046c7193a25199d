import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPlainText, toPlainText } from './plain-text.js';

const controls = [...Array(0x20).keys(), ...Array.from({ length: 0x21 }, (_, n) => 0x7f + n)]
  .map((code) => String.fromCharCode(code))
  .filter((character) => !'\t\n\r'.includes(character));

describe('[12.1] Plain text', () => {
  it('holds any character of any script, tabs and line breaks', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).map((text) => text.replace(/\p{Cc}/gu, '\t\r\n')),
        isPlainText,
      ),
    );
  });

  it('holds no other control character and no half of a surrogate pair, wherever it stands', () => {
    const bad = fc.constantFrom(...controls, '\ud83d', '\ude00');
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(text, bad, text, (before, character, after) => {
        expect(isPlainText(`${before}${character}${after}`)).toBe(false);
        expect(isPlainText(toPlainText(`${before}${character}${after}`))).toBe(true);
      }),
    );
  });

  it('is made of other text without losing a word of it', () => {
    expect(toPlainText('one\u0000\ftwo\u0007\u009f\nthree\ud83d')).toBe('one two\nthree\ufffd');
    expect(toPlainText('😀 déjà\tvu')).toBe('😀 déjà\tvu');
  });
});
