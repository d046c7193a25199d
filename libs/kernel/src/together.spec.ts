import { describe, expect, it } from '@jest/globals';
import { Together } from './together.js';

describe('What is done together', () => {
  const counting = (fails: (item: number) => boolean = () => false) => {
    const batches: number[][] = [];
    const together = new Together<number, string>(async (items) => {
      batches.push(items);
      await null;
      if (items.some(fails)) throw new Error(`not ${items.join()}`);
      return items.map(String);
    }, 3);
    return { batches, together };
  };

  it('is the first alone, then what came meanwhile, in bounds; each gets its own answer', async () => {
    const { batches, together } = counting();
    expect(await Promise.all([1, 2, 3, 4, 5].map((n) => together.add(n)))).toEqual(['1', '2', '3', '4', '5']);
    expect(batches).toEqual([[1], [2, 3, 4], [5]]);
    expect(await together.add(6)).toBe('6');
  });

  it('is done one by one when the batch fails, and only what fails alone is refused', async () => {
    const { batches, together } = counting((n) => n === 3);
    const done = await Promise.allSettled([1, 2, 3, 4, 5].map((n) => together.add(n)));
    expect(done.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
    ]);
    expect(batches).toEqual([[1], [2, 3, 4], [2], [3], [4], [5]]);
  });
});
