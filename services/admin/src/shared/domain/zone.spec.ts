import { describe, expect, it } from '@jest/globals';
import { changesClocks, knownZone } from './zone.js';

describe('A time zone', () => {
  it.each(['America/New_York', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5', 'UTC'])(
    'is an IANA name: %s',
    (zone) => expect(knownZone(zone)).toBe(zone),
  );

  it.each(['', 'EST5', 'Nowhere/City', '+02:00', 'america/new_york\n', '../etc'])(
    'is nothing else: %j',
    (zone) => {
      expect(() => knownZone(zone)).toThrow(expect.objectContaining({ code: 'unknown-time-zone' }));
    },
  );

  it.each([
    ['America/New_York', true],
    ['Australia/Sydney', true],
    ['America/Phoenix', false],
    ['Asia/Tokyo', false],
  ])('[R118] knows about daylight saving: %s %s', (zone, changes) => {
    expect(changesClocks(zone, 2026)).toBe(changes);
  });
});
