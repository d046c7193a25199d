import { describe, expect, it } from '@jest/globals';
import { Interruptions } from './interruptions.js';

const latest = 1;

describe('Readers of a stream that was interrupted', () => {
  it('come back within seconds when it was one', () => {
    const interruptions = new Interruptions();
    expect(interruptions.retryMs(0, 0)).toBe(1_000);
    expect(interruptions.retryMs(10, latest)).toBe(4_000);
  });

  it('come back spread over longer, the more there were of late', () => {
    const interruptions = new Interruptions();
    const times = Array.from({ length: 10_000 }, (_, n) => interruptions.retryMs(n, latest));
    expect(times.at(-1)).toBe(51_000);
    // They are interrupted again: there is more to do than can be done, so it is spread further.
    const again = Array.from({ length: 10_000 }, (_, n) => interruptions.retryMs(60_000 + n, latest));
    expect(again.at(-1)).toBe(101_000);
  });

  it('come back within seconds again once it is past', () => {
    const interruptions = new Interruptions();
    for (let n = 0; n < 10_000; n += 1) interruptions.retryMs(n);
    expect(interruptions.retryMs(400_000, latest)).toBe(4_000);
  });
});
