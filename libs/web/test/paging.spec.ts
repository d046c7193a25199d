import { describe, expect, it } from '@jest/globals';
import { cursorOf, readCursor } from '../src/paging.js';
import { isInstant } from '../src/words.js';

describe('A cursor that a list did not give out', () => {
  it.each([1.5, 1e300, 99_999_999_999, Number.MAX_SAFE_INTEGER, '7'])(
    '%p as a number is refused before PostgreSQL sees it',
    (value) => {
      expect(() => readCursor(cursorOf([value]), 'number')).toThrow(
        expect.objectContaining({ code: 'bad-cursor' }),
      );
    },
  );

  it.each(['0000-01-01T00:00:00.000Z', '2024-02-30T00:00:00.000Z', '2024-01-01T00:00:00Z', '2024-01-01'])(
    '%s as a time is refused',
    (value) => {
      expect(() => readCursor(cursorOf([value]), 'time')).toThrow(
        expect.objectContaining({ code: 'bad-cursor' }),
      );
    },
  );

  it('is distinguished from cursors it made', () => {
    const key = cursorOf([12, new Date('2026-11-25T09:30:00Z')]);
    expect(readCursor(key, 'number', 'time')).toEqual([12, '2026-11-25T09:30:00.000Z']);
  });
});

describe('A moment in a query', () => {
  it.each([
    ['2026-11-25', true],
    ['2026-11-25T09:30:00+01:00', true],
    ['2024-W05', false],
    ['2024-032', false],
    ['0000-01-01', false],
    ['tomorrow', false],
  ])('%s is one: %s', (value, good) => expect(isInstant(value)).toBe(good));
});
