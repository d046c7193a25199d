import { describe, expect, it } from '@jest/globals';
import { Ban, type BanAsked, type Marks } from './ban.js';

const now = new Date('2026-03-01T12:00:00Z');
const hours = (n: number) => new Date(now.getTime() + n * 3_600_000);
const place = { institutionId: 'cedar', sessionId: 'session', longestDays: 30 };
const librarian = { id: 'ada', institutionId: 'aspen' };
const all: Marks = { token: 'T', address: 'A', network: 'N' };
const aBan = (asked: Partial<BanAsked> = {}, marks = all) =>
  Ban.make(
    'ban',
    place,
    marks,
    { hours: 24, by: ['address', 'network'], note: null, ...asked },
    librarian,
    now,
  );

describe('[2.2] A ban', () => {
  it('lasts as long as it was made for, and is over then by itself', () => {
    const ban = aBan();
    expect(ban.holds(hours(23.9))).toBe(true);
    expect(ban.holds(hours(24))).toBe(false);
  });

  it('goes by what it was asked to go by, as far as that is known', () => {
    expect(aBan()).toMatchObject({ by: ['address', 'network'], marks: ['A', 'N'] });
    expect(aBan({}, { token: 'T', network: 'N' })).toMatchObject({ by: ['network'], marks: ['N'] });
    expect(() => aBan({ by: ['address'] }, { token: 'T' })).toThrow(
      expect.objectContaining({ kind: 'conflict', code: 'nothing-to-ban-by' }),
    );
  });

  it('is no longer than the library lets one be', () => {
    expect(aBan({ hours: 30 * 24 }).until).toEqual(hours(30 * 24));
    expect(() => aBan({ hours: 30 * 24 + 1 })).toThrow(expect.objectContaining({ code: 'ban-too-long' }));
  });

  it('is lifted once, and both changes are published', () => {
    const ban = aBan();
    ban.lift('bob', hours(1));
    ban.lift('carl', hours(2));
    expect(ban.holds(hours(1))).toBe(false);
    expect(ban.liftedBy).toBe('bob');
    expect(ban.takeEvents().map(({ name, sequence }) => [name, sequence])).toEqual([
      ['ban.made.v1', 1],
      ['ban.lifted.v1', 2],
    ]);
  });
});
