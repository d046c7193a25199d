import { describe, expect, it } from '@jest/globals';
import { mondayOf, weekName, weeksLater } from './week.js';

describe('A week of review', () => {
  it.each([
    ['2026-03-02T08:00:00Z', 'America/Los_Angeles', '2026-03-02'],
    ['2026-03-02T07:59:00Z', 'America/Los_Angeles', '2026-02-23'],
    ['2026-03-08T14:59:00Z', 'Asia/Tokyo', '2026-03-02'],
    ['2026-03-08T15:00:00Z', 'Asia/Tokyo', '2026-03-09'],
    ['2026-01-01T12:00:00Z', 'UTC', '2025-12-29'],
  ])('of %s in %s begins on Monday %s, by the days of the library', (at, zone, monday) =>
    expect(mondayOf(new Date(at), zone)).toBe(monday),
  );

  it('goes on and back by whole weeks, over the change of the clocks', () => {
    expect(weeksLater('2026-03-23', 1)).toBe('2026-03-30');
    expect(weeksLater('2026-01-05', -1)).toBe('2025-12-29');
  });

  it('is named from its Monday to its Sunday', () => {
    expect(weekName('2026-03-02', 'en').replace(/[\s\u2009]+/g, ' ')).toBe('March 2 – 8, 2026');
  });
});
