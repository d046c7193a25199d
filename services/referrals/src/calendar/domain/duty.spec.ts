import { describe, expect, it } from '@jest/globals';
import { momentOf } from '@carrel/kernel';
import { answerableFor, halfOf } from './check-points.js';
import { DutyRecord } from './duty.js';

const at = (time: string) => new Date(`2026-06-01T${time}:00Z`);
/** From 9 to 1. */
const aDuty = (from = at('09:00'), to = at('13:00')) =>
  DutyRecord.of('duty', 'evergreen', { lane: null, from, to });
const robin = { accountId: 'robin', institutionId: 'aspen' };
const facts = (duty: DutyRecord) =>
  duty.takeEvents().map(({ name, data }) => `${name} ${(data as { checkPoint: number }).checkPoint}`);

describe('A duty', () => {
  it('[R87] is checked in its first half and in its second', () => {
    const duty = aDuty();
    expect(duty.check(robin, at('09:00'))).toBe(1);
    expect(duty.check(robin, at('11:00'))).toBe(2);
    expect(facts(duty)).toEqual(['duty.checked.v1 1', 'duty.checked.v1 2']);
  });

  it('[R87] is checked a second time about two hours after the first, halves or not', () => {
    const long = aDuty(at('09:00'), at('17:00'));
    expect(long.check(robin, at('09:30'))).toBe(1);
    expect(long.check(robin, at('11:29'))).toBe(1);
    expect(long.check(robin, at('11:30'))).toBe(2);
    expect(facts(long)).toEqual(['duty.checked.v1 1', 'duty.checked.v1 2']);
  });

  it('[R87] is done by itself where there was nothing to look at, once, and not where somebody looked', () => {
    const duty = aDuty();
    duty.attest(1, 'aspen', at('11:00'));
    duty.attest(1, 'aspen', at('11:01'));
    duty.check(robin, at('12:00'));
    duty.attest(2, 'aspen', at('13:00'));
    expect(facts(duty)).toEqual(['duty.attested.v1 1', 'duty.checked.v1 2']);
    expect(duty.checks).toMatchObject([
      { point: 1, outcome: 'done', accountId: null, byItself: true },
      { point: 2, outcome: 'done', accountId: 'robin' },
    ]);
  });

  it('may be looked at more often, which is not published again', () => {
    const duty = aDuty();
    for (const time of ['09:00', '09:10', '10:59', '11:00', '12:59']) duty.check(robin, at(time));
    expect(facts(duty)).toHaveLength(2);
  });

  it('is not checked before it begins or once it is over', () => {
    expect(() => aDuty().check(robin, at('08:59'))).toThrow(
      expect.objectContaining({ code: 'duty-not-begun' }),
    );
    expect(() => aDuty().check(robin, at('13:00'))).toThrow(expect.objectContaining({ code: 'duty-over' }));
  });

  it('[R87] publishes a missed check once, and never one that was done', () => {
    const duty = aDuty();
    duty.check(robin, at('10:00'));
    for (let times = 0; times < 3; times += 1) {
      duty.miss(1, 'aspen', at('11:00'));
      duty.miss(2, 'aspen', at('13:00'));
    }
    expect(facts(duty)).toEqual(['duty.checked.v1 1', 'duty.missed.v1 2']);
  });

  it('[R87] is answered for, in each half, by the library that had it through all of that half', () => {
    const halves = ([1, 2] as const).map((point) => halfOf(aDuty(), point));
    const answerable = (time: string | null) =>
      halves.map((half) =>
        answerableFor(
          { institutionId: 'birch', handed: time === null ? null : { at: at(time), from: 'aspen' } },
          half,
        ),
      );
    expect(answerable(null)).toEqual(['birch', 'birch']);
    expect(answerable('09:00')).toEqual(['birch', 'birch']);
    expect(answerable('09:01')).toEqual([null, 'birch']);
    expect(answerable('11:00')).toEqual(['aspen', 'birch']);
    expect(answerable('12:59')).toEqual(['aspen', null]);
  });

  it('[R87] halves the time that really passes on a day of 23 hours and on one of 25', () => {
    const whole = (day: string) => {
      const from = momentOf('America/New_York', day, 0);
      return halfOf({ from, to: momentOf('America/New_York', day, 1440) }, 1).to.toISOString();
    };
    expect(whole('2026-03-08')).toBe('2026-03-08T16:30:00.000Z');
    expect(whole('2026-11-01')).toBe('2026-11-01T16:30:00.000Z');
    expect(whole('2026-06-01')).toBe('2026-06-01T16:00:00.000Z');
  });

  it('publishes once that nobody has it', () => {
    const duty = aDuty();
    duty.recordGap('aspen', 'cover-open', at('08:00'));
    duty.recordGap('aspen', 'no-library', at('08:30'));
    expect(duty.takeEvents().map(({ data }) => (data as { reasonCode: string }).reasonCode)).toEqual([
      'cover-open',
    ]);
  });
});
