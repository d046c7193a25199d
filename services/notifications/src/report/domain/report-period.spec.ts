import { describe, expect, it } from '@jest/globals';
import { periodToReport } from './report-period.js';

describe('The period of a report by mail', () => {
  const of = (every: 'week' | 'month', zone: string, now: string) => {
    const period = periodToReport(every, zone, new Date(now));
    return period ? `${period.from} ${period.to}` : 'none yet';
  };

  it('[2.5] is the last whole week or month by the owner’s clock, from six in the morning on', () => {
    expect(of('week', 'America/Denver', '2026-03-02T12:59:00Z')).toBe('none yet');
    expect(of('week', 'America/Denver', '2026-03-02T13:00:00Z')).toBe('2026-02-23 2026-03-01');
    expect(of('week', 'America/Denver', '2026-03-09T05:00:00Z')).toBe('2026-02-23 2026-03-01');
    expect(of('month', 'Asia/Tokyo', '2026-02-28T20:59:00Z')).toBe('none yet');
    expect(of('month', 'Asia/Tokyo', '2026-02-28T21:00:00Z')).toBe('2026-02-01 2026-02-28');
    expect(of('month', 'UTC', '2026-01-15T00:00:00Z')).toBe('2025-12-01 2025-12-31');
  });

  it('[2.5] is right in weeks in which clocks change', () => {
    expect(of('week', 'Europe/Berlin', '2026-03-30T04:00:00Z')).toBe('2026-03-23 2026-03-29');
    expect(of('week', 'Europe/Berlin', '2026-03-30T03:59:00Z')).toBe('none yet');
  });
});
