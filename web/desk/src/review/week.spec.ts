import { describe, expect, it } from '@jest/globals';
import { mondayOf, weekName, weeksLater } from './week.js';

describe('A week of review', () => {
  it.each([
    [new Date(2026, 2, 2), '2026-03-02'],
    [new Date(2026, 2, 8, 23, 59), '2026-03-02'],
    [new Date(2026, 0, 1), '2025-12-29'],
  ])('of %s begins on Monday %s', (day, monday) => expect(mondayOf(day)).toBe(monday));

  it('goes on and back by whole weeks, over the change of the clocks', () => {
    expect(weeksLater('2026-03-23', 1)).toBe('2026-03-30');
    expect(weeksLater('2026-01-05', -1)).toBe('2025-12-29');
  });

  it('is named from its Monday to its Sunday', () => {
    expect(weekName('2026-03-02', 'en').replace(/[\s\u2009]+/g, ' ')).toBe('March 2 – 8, 2026');
  });
});
