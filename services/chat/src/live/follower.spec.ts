import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Follower } from './follower.js';

const line = (seq: number) => ({ seq });

describe('A reader of a session', () => {
  it('gets every line once and in order, whatever becomes of the nudges (promise 11)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        fc.array(fc.record({ nudge: fc.integer({ min: 1, max: 60 }), pause: fc.boolean() }), {
          maxLength: 80,
        }),
        fc.integer({ min: 1, max: 7 }),
        async (written, start, nudges, page) => {
          const from = Math.min(start, written);
          const got: number[] = [];
          const follower = new Follower(
            from,
            async (after) => {
              await Promise.resolve();
              return Array.from({ length: written }, (_, n) => line(n + 1)).slice(after, after + page);
            },
            (next) => {
              got.push(next.seq);
              return true;
            },
          );
          for (const { nudge, pause } of nudges) {
            if (nudge <= written) follower.push(line(nudge));
            if (pause) await Promise.resolve();
          }
          await follower.upTo(written);
          expect(got).toEqual(Array.from({ length: written - from }, (_, n) => from + n + 1));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('waits for no line that was announced and never written', async () => {
    const follower = new Follower(
      2,
      async () => [],
      () => true,
    );
    await follower.upTo(9);
    await follower.upTo(9);
  });

  it('is left alone once it is gone', async () => {
    const got: number[] = [];
    const follower = new Follower(
      0,
      async () => [line(1), line(2), line(3)],
      ({ seq }) => got.push(seq) < 2,
    );
    await follower.upTo(3);
    expect(got).toEqual([1, 2]);
  });
});
