import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shorten } from './shorten.js';

const isWellFormed = (text: string) => !/\p{Surrogate}/u.test(text);
const graphemesOf = (text: string) =>
  [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);

describe('[12.1] A text that is shortened', () => {
  it('is cut between what readers take for characters, wherever the cut falls', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      fc.constantFrom('é', '😀', '👩‍👩‍👧‍👦', '🇦🇹', 'นี่', '각', '\r\n', 'a'),
    );
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 60 }).map((units) => units.join('')),
        fc.integer({ min: 20, max: 60 }),
        fc.constantFrom('', '…', ' […]'),
        (text, most, ending) => {
          const short = shorten(text, most, ending);
          expect(short.length).toBeLessThanOrEqual(most);
          if (text.length <= most) return expect(short).toBe(text);
          const kept = short.slice(0, short.length - ending.length);
          expect(short.endsWith(ending) && text.startsWith(kept)).toBe(true);
          const whole = graphemesOf(text);
          const longest = whole.reduce((most, { length }) => Math.max(most, length), 0);
          // A grapheme that is longer than the room for all of it is cut between code points.
          if (longest > most - ending.length) return;
          let boundary = '';
          for (const next of whole) {
            if (boundary.length + next.length > most - ending.length) break;
            boundary += next;
          }
          expect(kept).toBe(boundary);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is well formed when it was, at any length, also in a grapheme without end', () => {
    const endless = `a${'\u0301'.repeat(1_000)}${'😀'.repeat(300)}`;
    for (let most = 0; most < endless.length; most += 1) {
      const short = shorten(endless, most, '');
      expect(isWellFormed(short) && short.length <= most && short.length >= most - 2).toBe(true);
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(30), (text, most) => {
        expect(isWellFormed(shorten(text, most))).toBe(true);
      }),
    );
  });

  it('costs the same however long it is', () => {
    const long = '👩‍👩‍👧‍👦'.repeat(400_000);
    const began = performance.now();
    for (let n = 0; n < 1_000; n += 1) shorten(long, 2_000_000 + n, '…');
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
