import { describe, expect, it } from '@jest/globals';
import { Monitor, VANISHED_AFTER_MS, type Librarian, type ShiftWanted } from './monitor.js';

const now = new Date('2026-03-02T10:00:00.000Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const librarian: Librarian = {
  id: 'ada',
  institutionId: 'aspen',
  subscriptionGroupId: 'evergreen',
  name: 'Ada Aspen',
  signIn: 'the first',
};
const elsewhere = { ...librarian, signIn: 'the second' };
const live = { id: 'aspen queue', kind: 'library' };
const practice = { id: 'practice queue', kind: 'practice' };
const wanted: ShiftWanted = {
  availability: 'available',
  queues: [live],
  trained: true,
  takeOver: false,
  personalLimit: null,
  screenName: null,
  languages: ['en'],
};
const limits = { patronsAtOnce: 3, patronsWithIdle: 5 };

function offline(): Monitor {
  return Object.assign(new Monitor(), {
    accountId: 'ada',
    availability: 'offline',
    queueIds: [],
    signIn: null,
    vanishedAt: null,
  });
}
function onShift(more: Partial<ShiftWanted> = {}): Monitor {
  const monitor = offline();
  monitor.takeShift(librarian, { ...wanted, ...more }, now);
  return monitor;
}
const refused = (code: string) => expect.objectContaining({ code });

describe('A shift', () => {
  it('[R10] starts with the queues that were chosen', () => {
    expect(onShift()).toMatchObject({ standing: 'available', queueIds: ['aspen queue'], startedAt: now });
  });

  it('[R4] belongs to one sign-in; another is refused with the time since when (B13)', () => {
    const monitor = onShift();
    expect(() => monitor.takeShift(elsewhere, wanted, later(5))).toThrow(refused('shift-elsewhere'));
    monitor.takeShift(elsewhere, { ...wanted, takeOver: true }, later(5));
    expect(() => monitor.mustHold('the first')).toThrow(refused('shift-elsewhere'));
    expect(monitor.startedAt).toEqual(now);
  });

  it('[R4] of one who vanished is free for the next sign-in', () => {
    const monitor = onShift();
    monitor.vanishIfSilent(later(60));
    monitor.takeShift(elsewhere, wanted, later(61));
    expect(monitor.signIn).toBe('the second');
  });

  it('[R144] on the practice queue is never one on live queues too, and needs no training', () => {
    expect(() => onShift({ queues: [live, practice] })).toThrow(refused('practice-apart'));
    expect(onShift({ queues: [practice], trained: false }).queueIds).toEqual(['practice queue']);
  });

  it('[R6] on live queues is for the trained', () => {
    expect(() => onShift({ trained: false })).toThrow(refused('not-trained'));
  });

  it('[R25] ends when the librarian logs out, but not out of open sessions', () => {
    const monitor = onShift();
    expect(() => monitor.logOut('the first', ['a session'], later(9))).toThrow(refused('sessions-open'));
    monitor.logOut('the first', [], later(9));
    expect(monitor).toMatchObject({ standing: 'offline', queueIds: [], signIn: null });
    expect(() => monitor.mustHold('the first')).toThrow(refused('not-on-shift'));
  });
});

describe('A librarian', () => {
  it('[R14] takes at most three lively patrons on, and five with the yellow ones (A7, B19)', () => {
    const monitor = onShift();
    monitor.takeOn('the first', { lively: 2, all: 4 }, limits, later(1));
    expect(() => monitor.takeOn('the first', { lively: 3, all: 3 }, limits, later(1))).toThrow(
      refused('cap-reached'),
    );
    expect(() => monitor.takeOn('the first', { lively: 1, all: 5 }, limits, later(1))).toThrow(
      refused('cap-reached'),
    );
  });

  it('takes nobody on while away', () => {
    const monitor = onShift({ availability: 'away' });
    expect(() => monitor.takeOn('the first', { lively: 0, all: 0 }, limits, now)).toThrow(
      refused('not-available'),
    );
  });

  it('is away after silence, early enough that everyone knows within 45 seconds (B16)', () => {
    expect(VANISHED_AFTER_MS).toBeLessThanOrEqual(42_000);
    const monitor = onShift();
    expect(monitor.vanishIfSilent(later(39))).toBe(false);
    expect(monitor.vanishIfSilent(later(40))).toBe(true);
    expect(monitor.standing).toBe('away');
  });

  it('who reconnects within ten seconds was never away, and one who comes back is as before', () => {
    const monitor = onShift();
    monitor.beSeen(later(35));
    expect(monitor.vanishIfSilent(later(45))).toBe(false);
    monitor.vanishIfSilent(later(80));
    monitor.beSeen(later(90));
    expect(monitor.standing).toBe('available');
  });
});
