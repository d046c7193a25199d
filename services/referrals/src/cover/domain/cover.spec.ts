import { describe, expect, it } from '@jest/globals';
import { Cover, type Taker } from './cover.js';
import { reaches, rungAt, rungOf, rungStarts } from './ladder.js';

const at = (day: number, time = '09:00') => new Date(`2026-06-0${day}T${time}:00Z`);
const duty = { id: 'duty', groupId: 'evergreen', lane: null, from: at(8), to: at(8, '13:00') };
const times = { sameDayHours: 24, rotaHours: 48 };
const aCover = (swapFor: string[] = [], now = at(1)) =>
  Cover.ask(
    'cover',
    duty,
    { accountId: 'robin', institutionId: 'aspen' },
    { reason: 'Closed.', swapFor },
    { climbsAt: rungStarts(now, duty.from, times), askedInstitutionIds: ['birch'] },
    now,
  );
const taker = (institutionId: string, more: Partial<Taker> = {}): Taker => ({
  accountId: 'sam',
  institutionId,
  rung: 'same-day',
  inExchangeDutyId: null,
  ...more,
});
const saysNo = (act: () => void) => {
  try {
    act();
    return 'yes';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('The ladder', () => {
  it('[R91] asks libraries of the same day, then others of the rota and substitutes, then coordinators', () => {
    const starts = rungStarts(at(1), at(8), times);
    expect([rungAt(starts, at(1)), rungAt(starts, at(2, '08:59'))]).toEqual(['same-day', 'same-day']);
    expect([rungAt(starts, at(2)), rungAt(starts, at(4, '08:59'))]).toEqual(['rota', 'rota']);
    expect(rungAt(starts, at(4))).toBe('coordinators');
    const around = { sameDay: new Set(['birch']), ofRota: new Set(['cedar', 'dogwood']) };
    expect(['birch', 'cedar', 'dogwood', 'elm'].map((library) => rungOf(library, around))).toEqual([
      'same-day',
      'rota',
      'rota',
      'coordinators',
    ]);
  });

  it('[R91] reaches the coordinators before the duty begins, however late it is asked', () => {
    const starts = rungStarts(at(8, '06:00'), at(8, '09:00'), times);
    expect(starts.rota).toEqual(at(8, '07:00'));
    expect(starts.coordinators).toEqual(at(8, '08:00'));
    const running = rungStarts(at(8, '10:00'), at(8, '09:00'), times);
    expect(rungAt(running, at(8, '10:00'))).toBe('coordinators');
  });

  it('[R91] goes on asking those who were asked before', () => {
    expect(reaches('rota', 'same-day')).toBe(true);
    expect(reaches('same-day', 'rota')).toBe(false);
    expect(reaches('coordinators', 'coordinators')).toBe(true);
  });
});

describe('A request for cover', () => {
  it('[R91] is taken once, and whoever comes later hears who was first', () => {
    const cover = aCover();
    cover.take(taker('birch'), at(1, '10:00'));
    expect(() => cover.take(taker('cedar'), at(1, '10:01'))).toThrow(
      expect.objectContaining({
        code: 'already-taken',
        facts: expect.objectContaining({ takenByInstitutionId: 'birch' }),
      }),
    );
    expect(cover.takeEvents().map(({ name }) => name)).toEqual(['cover.requested.v1', 'cover.taken.v1']);
  });

  it('[R91] is not taken by libraries that are not asked yet, nor by the one that asked', () => {
    const cover = aCover();
    expect(saysNo(() => cover.take(taker('cedar', { rung: 'rota' }), at(1)))).toBe('not-asked-yet');
    expect(saysNo(() => cover.take(taker('aspen'), at(1)))).toBe('own-duty');
    cover.climbTo('rota', ['cedar'], at(2));
    expect(saysNo(() => cover.take(taker('cedar', { rung: 'rota' }), at(2)))).toBe('yes');
  });

  it('[R91] may be an exchange, for a duty that the library offered to do', () => {
    const cover = aCover(['friday']);
    expect(saysNo(() => cover.take(taker('birch', { inExchangeDutyId: 'sunday' }), at(1)))).toBe(
      'exchange-not-offered',
    );
    cover.take(taker('birch', { inExchangeDutyId: 'friday' }), at(1));
    expect(cover.takeEvents().at(-1)?.data).toMatchObject({ exchangedDutyId: 'friday' });
  });

  it('climbs, never down, and tells each rung once', () => {
    const cover = aCover();
    cover.climbTo('rota', ['cedar'], at(2));
    cover.climbTo('rota', ['cedar'], at(2));
    cover.climbTo('same-day', [], at(2));
    cover.climbTo('coordinators', [], at(4));
    const events = cover.takeEvents().slice(1);
    expect(events.map(({ data }) => (data as { rung: string }).rung)).toEqual(['rota', 'coordinators']);
  });

  it('is over once withdrawn, lapsed or the duty has passed', () => {
    const withdrawn = aCover();
    withdrawn.withdraw(at(2));
    expect(saysNo(() => withdrawn.take(taker('birch'), at(2)))).toBe('cover-over');
    const lapsed = aCover();
    lapsed.lapse(at(9));
    expect(saysNo(() => lapsed.withdraw(at(9)))).toBe('cover-over');
    expect(saysNo(() => aCover().take(taker('birch'), at(8, '13:00')))).toBe('duty-over');
    expect(saysNo(() => aCover([], at(9)))).toBe('duty-over');
  });

  it('says nothing of its reason in any event (B1)', () => {
    const cover = aCover();
    cover.climbTo('rota', [], at(2));
    cover.take(taker('birch'), at(3));
    expect(JSON.stringify(cover.takeEvents())).not.toContain('Closed');
  });
});
