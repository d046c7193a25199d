import { periodBefore } from '@carrel/kernel';
import { describe, expect, it } from '@jest/globals';
import { chatNumbersByKey, chatNumbersOf } from './chat-report.js';

const count = (dimension: string, value: string, n: number, key = '') => ({
  key,
  dimension,
  value,
  count: n,
});

describe('The numbers of chats', () => {
  it('[2.5] say how many were asked for, accepted and missed for which reason, and how long patrons waited', () => {
    const numbers = chatNumbersOf([
      count('chat-requested', '', 10),
      count('chat-waited', '0', 6),
      count('chat-missed', 'abandoned', 3),
      count('chat-missed', 'prank', 1),
      count('chat-abandoned', '4', 3),
    ]);
    expect(numbers).toMatchObject({ requested: 10, accepted: 6, missed: { abandoned: 3, prank: 1 } });
    expect(numbers.waiting).toMatchObject({ count: 6, median: 5, p90: 9 });
    expect(numbers.abandonedAfter.count).toBe(3);
    expect(numbers.length.median).toBeNull();
  });

  it('[2.5] stand by key in order, those of librarians beside the others', () => {
    const byKey = chatNumbersByKey([
      count('librarian-waited', '0', 2, 'bo'),
      count('librarian-length', '9', 1, 'al'),
    ]);
    expect([...byKey.keys()]).toEqual(['al', 'bo']);
    expect(byKey.get('bo')).toMatchObject({ requested: 0, accepted: 2, waiting: { count: 2 } });
    expect(byKey.get('al')!.length.count).toBe(1);
  });
});

describe('The period before', () => {
  const before = (from: string, to: string) => {
    const { from: first, to: last } = periodBefore({ from, to, timeZone: 'UTC' });
    return `${first} ${last}`;
  };
  it('[2.5] has as many days, or as many whole months where it is whole months', () => {
    expect(before('2026-03-09', '2026-03-15')).toBe('2026-03-02 2026-03-08');
    expect(before('2026-03-01', '2026-03-31')).toBe('2026-02-01 2026-02-28');
    expect(before('2026-01-01', '2026-12-31')).toBe('2025-01-01 2025-12-31');
    expect(before('2024-02-01', '2024-02-29')).toBe('2024-01-01 2024-01-31');
    expect(before('2026-03-15', '2026-03-15')).toBe('2026-03-14 2026-03-14');
  });
});
