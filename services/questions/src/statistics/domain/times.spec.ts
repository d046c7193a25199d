import { describe, expect, it } from '@jest/globals';
import { timesOf } from './times.js';

describe('Response and completion times', () => {
  it('[2.5] has no median where nothing was counted', () => {
    expect(timesOf(new Map())).toMatchObject({ count: 0, median: null, p90: null });
  });

  it('[2.5] reads the median and the slowest tenth between the bounds of their buckets', () => {
    // 10 within 5 minutes, 80 between half an hour and an hour, 10 between 12 and 24 hours.
    const times = timesOf(
      new Map([
        [0, 10],
        [3, 80],
        [8, 10],
      ]),
    );
    expect(times).toMatchObject({ count: 100, median: 1800 + (1800 * 40) / 80, p90: 3600 });
  });

  it('[2.5] says of the longest ones only where their bucket begins', () => {
    expect(timesOf(new Map([[17, 3]])).median).toBe(30 * 86_400);
  });
});
