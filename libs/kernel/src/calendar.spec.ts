import { describe, expect, it } from '@jest/globals';
import { isTimeZone, momentOf, nextMomentOf, openingsFrom } from './calendar.js';

describe('The calendar', () => {
  it.each([
    ['America/New_York', '2026-03-08', '2026-03-08T07:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-29T01:00:00.000Z'],
    ['America/New_York', '2026-11-01', '2026-11-01T07:30:00.000Z'],
    ['Europe/Berlin', '2026-10-25', '2026-10-25T00:30:00.000Z'],
    ['Asia/Kathmandu', '2026-03-08', '2026-03-07T20:45:00.000Z'],
  ])('of %s reads 02:30 on %s as %s', (zone, day, moment) => {
    expect(momentOf(zone, day, 150).toISOString()).toBe(moment);
  });

  it('finds the next time of day over a clock change', () => {
    const next = nextMomentOf('America/New_York', '02:30', new Date('2026-03-08T05:00:00Z'));
    expect(next.toISOString()).toBe('2026-03-08T07:00:00.000Z');
  });

  it('knows hours over midnight, and days with hours of their own', () => {
    const weekly = [1, 2, 3, 4, 5].map((day) => ({ day, opens: '22:00', closes: '02:00' }));
    const exceptions = [
      { date: '2026-12-24', hours: [{ opens: '10:00', closes: '12:00' }] },
      { date: '2026-12-25', hours: [] },
    ];
    const open = openingsFrom('Etc/UTC', { weekly, exceptions }, new Date('2026-12-24T00:00:00Z'), 5);
    expect(
      open.map(({ from, to }) => `${from.toISOString().slice(5, 16)} ${to.toISOString().slice(5, 16)}`),
    ).toEqual([
      '12-23T22:00 12-24T02:00',
      '12-24T10:00 12-24T12:00',
      '12-28T22:00 12-29T02:00',
      '12-29T22:00 12-30T02:00',
    ]);
  });

  it('takes zones that PostgreSQL knows, and no others', () => {
    expect(['America/Denver', 'US/Pacific', 'Etc/GMT+2', 'UTC', 'EST5EDT'].map(isTimeZone)).toEqual(
      Array(5).fill(true),
    );
    expect(
      ['', '+02:00', 'PST', 'utc', 'america/denver', 'Mars/Base', 'SystemV/PST8'].map(isTimeZone),
    ).toEqual(Array(7).fill(false));
  });
});
