import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pageOfBytes } from './page.js';

describe('[12.1] Pages by bytes', () => {
  it('give every item once and in order, each page within its bytes or of one item', () => {
    const items = fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { maxLength: 40 });
    fc.assert(
      fc.property(items, fc.integer({ min: 10, max: 200 }), (all, most) => {
        const seen: string[] = [];
        while (seen.length < all.length) {
          const page = pageOfBytes(all.slice(seen.length), most);
          expect(page.length).toBeGreaterThan(0);
          if (page.length > 1) expect(Buffer.byteLength(JSON.stringify(page)) - 2).toBeLessThanOrEqual(most);
          seen.push(...page);
        }
        expect(seen).toEqual(all);
      }),
    );
  });
});
