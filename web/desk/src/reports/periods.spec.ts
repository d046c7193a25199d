import { describe, expect, it } from '@jest/globals';
import { daysOf, todayIn, unitFor, unitsIn, weekOf } from './periods.js';

describe('Periods of reports', () => {
  it('are whole months and years of the calendar', () => {
    expect(daysOf('last-month', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(daysOf('last-month', '2026-01-15')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
    expect(daysOf('this-month', '2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(daysOf('last-year', '2026-05-05')).toEqual({ from: '2025-01-01', to: '2025-12-31' });
    expect(daysOf('this-year', '2026-05-05')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
    expect(daysOf('last-7', '2026-03-01')).toEqual({ from: '2026-02-22', to: '2026-02-28' });
  });

  it('begin with the day of the zone', () => {
    const night = new Date('2026-03-01T03:00:00Z');
    expect(todayIn('America/Denver', night)).toBe('2026-02-28');
    expect(todayIn('Asia/Kolkata', night)).toBe('2026-03-01');
  });

  it('count weeks as ISO 8601 does, around the turn of years too', () => {
    expect(['2024-12-30', '2026-12-31', '2027-01-01', '2027-01-04'].map(weekOf)).toEqual([
      ...['2025-W01', '2026-W53', '2026-W53', '2027-W01'],
    ]);
  });

  it('name every day, week or month they touch', () => {
    const days = { from: '2026-12-28', to: '2027-01-03' };
    expect(unitsIn(days, 'day')).toHaveLength(7);
    expect(unitsIn(days, 'week')).toEqual(['2026-W53']);
    expect(unitsIn(days, 'month')).toEqual(['2026-12', '2027-01']);
    expect([unitFor(days), unitFor({ from: '2026-01-01', to: '2026-12-31' })]).toEqual(['day', 'month']);
  });
});
