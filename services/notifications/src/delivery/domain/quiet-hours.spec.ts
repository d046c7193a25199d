import { describe, expect, it } from '@jest/globals';
import { afterQuiet, timeFor } from './quiet-hours.js';

const night = { digestAt: null, quietHours: { from: '18:00', to: '07:30' } };
const zone = 'America/Denver';
const at = (iso: string) => new Date(iso);

describe('A notice in quiet hours', () => {
  it.each([
    ['in the evening waits for the morning', '2026-03-03T02:00:00Z', '2026-03-03T14:30:00Z'],
    ['before dawn waits for the same morning', '2026-03-03T12:00:00Z', '2026-03-03T14:30:00Z'],
    ['in the daytime goes at once', '2026-03-03T18:00:00Z', '2026-03-03T18:00:00Z'],
    ['at the first quiet minute waits', '2026-03-04T01:00:00Z', '2026-03-04T14:30:00Z'],
    ['at the minute they end goes', '2026-03-03T14:30:00Z', '2026-03-03T14:30:00Z'],
    // The night of 8 March 2026 is an hour shorter, that of 1 November an hour longer.
    [
      'over the change to summer time waits for the clock on the wall',
      '2026-03-08T04:00:00Z',
      '2026-03-08T13:30:00Z',
    ],
    ['over the change to winter time too', '2026-11-01T04:00:00Z', '2026-11-01T14:30:00Z'],
  ])('%s', (_says, now, goes) => expect(afterQuiet(night, zone, at(now))).toEqual(at(goes)));

  it('of a span within one day waits until its end, and no span is none', () => {
    const siesta = { digestAt: null, quietHours: { from: '13:00', to: '15:00' } };
    expect(afterQuiet(siesta, 'UTC', at('2026-03-03T14:00:00Z'))).toEqual(at('2026-03-03T15:00:00Z'));
    expect(afterQuiet(siesta, 'UTC', at('2026-03-03T16:00:00Z'))).toEqual(at('2026-03-03T16:00:00Z'));
    const none = { digestAt: null, quietHours: { from: '09:00', to: '09:00' } };
    expect(afterQuiet(none, 'UTC', at('2026-03-03T09:00:00Z'))).toEqual(at('2026-03-03T09:00:00Z'));
  });

  it('with a digest waits for its hour, and for the end of quiet hours should it lie in them', () => {
    const digest = { ...night, digestAt: '08:00' };
    expect(timeFor(digest, true, zone, at('2026-03-03T18:00:00Z'))).toEqual(at('2026-03-04T15:00:00Z'));
    expect(timeFor({ ...digest, digestAt: '06:00' }, true, zone, at('2026-03-03T18:00:00Z'))).toEqual(
      at('2026-03-04T14:30:00Z'),
    );
    expect(timeFor(digest, false, zone, at('2026-03-03T18:00:00Z'))).toEqual(at('2026-03-03T18:00:00Z'));
  });

  it('[F15] on a date with hours of its own keeps to those, and all of a holiday is quiet', () => {
    const all = { from: '00:00', to: '24:00' };
    const times = {
      ...night,
      exceptions: [
        { date: '2026-12-24', quiet: [{ from: '12:00', to: '24:00' }] },
        { date: '2026-12-25', quiet: [all] },
        { date: '2026-12-26', quiet: [] },
      ],
    };
    const goes = (iso: string) => afterQuiet(times, 'UTC', at(iso));
    expect(goes('2026-12-24T11:00:00Z')).toEqual(at('2026-12-24T11:00:00Z'));
    // The night before lasts until 07:30 of the date; that of the date itself is replaced.
    expect(goes('2026-12-24T07:00:00Z')).toEqual(at('2026-12-24T07:30:00Z'));
    expect(goes('2026-12-24T13:00:00Z')).toEqual(at('2026-12-26T00:00:00Z'));
    expect(goes('2026-12-26T20:00:00Z')).toEqual(at('2026-12-26T20:00:00Z'));
    expect(afterQuiet({ ...times, quietHours: null }, 'UTC', at('2026-12-25T09:00:00Z'))).toEqual(
      at('2026-12-26T00:00:00Z'),
    );
    const digest = { ...times, digestAt: '08:00' };
    expect(timeFor(digest, true, 'UTC', at('2026-12-24T13:00:00Z'))).toEqual(at('2026-12-26T00:00:00Z'));
  });
});
