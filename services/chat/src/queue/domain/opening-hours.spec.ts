import { describe, expect, it } from '@jest/globals';
import { isOpenAt, nextOpening, type OpeningHours } from './opening-hours.js';

const at = (iso: string) => new Date(iso);
const hours = (timeZone: string, ...intervals: [number, string, string][]): OpeningHours => ({
  timeZone,
  intervals: intervals.map(([day, opens, closes]) => ({ day, opens, closes })),
});
const sunday = 7;
const denver = hours('America/Denver', [1, '09:00', '12:00'], [1, '13:00', '17:00'], [5, '22:00', '02:00']);
const early = hours('America/New_York', [sunday, '01:00', '04:00']);
const skipped = hours('America/New_York', [sunday, '02:30', '05:00']);
const late = hours('Europe/Berlin', [6, '20:00', '03:00']);
const holidays: OpeningHours = {
  ...denver,
  exceptions: [
    { date: '2026-03-02', hours: [] },
    { date: '2026-03-03', hours: [{ opens: '10:00', closes: '11:00' }] },
  ],
};
const always = hours(
  'Asia/Kathmandu',
  ...[1, 2, 3, 4, 5, 6, 7].map((d): [number, string, string] => [d, '00:00', '24:00']),
);

describe('Opening hours', () => {
  it.each([
    // Monday 2 March 2026 in Denver is UTC-7.
    ['before the first interval', denver, '2026-03-02T15:59:59Z', false, '2026-03-02T16:00:00Z'],
    ['from its first moment', denver, '2026-03-02T16:00:00Z', true, null],
    ['not in its last', denver, '2026-03-02T19:00:00Z', false, '2026-03-02T20:00:00Z'],
    ['more than once a day', denver, '2026-03-02T23:59:59Z', true, null],
    ['next on another day', denver, '2026-03-03T00:00:00Z', false, '2026-03-07T05:00:00Z'],
    ['over midnight', denver, '2026-03-07T08:59:59Z', true, null],
    ['over midnight until it closes', denver, '2026-03-07T09:00:00Z', false, '2026-03-09T15:00:00Z'],
    // New York puts its clocks forward on 8 March 2026 at 2:00.
    ['the night clocks go forward: three hours of clock are two', early, '2026-03-08T07:59:59Z', true, null],
    ['the night clocks go forward: closed', early, '2026-03-08T08:00:00Z', false, '2026-03-15T05:00:00Z'],
    [
      'an opening the clock skips is when it skips it',
      skipped,
      '2026-03-08T06:59:59Z',
      false,
      '2026-03-08T07:00:00Z',
    ],
    // New York puts its clocks back on 1 November 2026 at 2:00.
    ['the night clocks go back: it opens the first time', early, '2026-11-01T05:00:00Z', true, null],
    [
      'the night clocks go back: the hour that comes twice counts twice',
      early,
      '2026-11-01T08:59:59Z',
      true,
      null,
    ],
    ['the night clocks go back: closed', early, '2026-11-01T09:00:00Z', false, '2026-11-08T06:00:00Z'],
    // Berlin puts its clocks forward on 29 March 2026 at 2:00.
    ['over midnight into the change', late, '2026-03-29T00:59:59Z', true, null],
    ['over midnight and the change, closed', late, '2026-03-29T01:00:00Z', false, '2026-04-04T18:00:00Z'],
    ['a zone of quarter hours, round the clock', always, '2026-06-10T18:14:59Z', true, null],
    // Denver is closed on Monday 2 March and has an hour of its own on Tuesday, when it is closed otherwise.
    ['a holiday: closed until the next day', holidays, '2026-03-02T16:00:00Z', false, '2026-03-03T17:00:00Z'],
    ['a date with hours of its own', holidays, '2026-03-03T17:59:59Z', true, null],
    [
      'after a date with hours of its own: the week',
      holidays,
      '2026-03-03T18:00:00Z',
      false,
      '2026-03-07T05:00:00Z',
    ],
    ['never', hours('UTC'), '2026-06-10T12:00:00Z', false, null],
    ['no hours at all: always (B23)', null, '2026-06-10T12:00:00Z', true, null],
  ] as const)('[F7] %s', (_, of, now, open, next) => {
    expect(isOpenAt(of, at(now))).toBe(open);
    expect(nextOpening(of, at(now))).toEqual(next === null ? null : at(next));
  });
});
