import { describe, expect, it } from '@jest/globals';
import { hundredThousandEvents, upDownUp } from '@carrel/testing';
import { dataSourceOptions } from '../src/persistence/data-source.js';

describe('The tables of referrals', () => {
  it('[promise 26] are the same after up, down and up over a hundred thousand rows, and down leaves nothing', async () => {
    const { first, between, second } = await upDownUp(dataSourceOptions, hundredThousandEvents);
    expect(between).toEqual([]);
    expect(second).toEqual(first);
    expect(first.length).toBeGreaterThan(30);
  }, 180_000);
});
