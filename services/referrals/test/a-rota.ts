import type { Cell, Exception, Version } from '../src/plan/domain/plan.js';

/** A cell of the weekly grid; 1 is Monday. */
export const aCell = (
  day: number,
  from: string,
  to: string,
  institutionId: string | null,
  more: Partial<Cell> = {},
): Cell => ({ day, from, to, institutionId, lane: null, bestEffort: false, ...more });

export const anException = (
  date: string,
  from: string,
  to: string,
  institutionId: string | null,
  more: Partial<Exception> = {},
): Exception => ({ date, from, to, institutionId, lane: null, bestEffort: false, closed: false, ...more });

/** A version that has held since the start of 2026 and was published before. */
export const aVersion = (more: Partial<Version> = {}): Version => ({
  effectiveFrom: '2026-01-01',
  lanes: [],
  cells: [],
  exceptions: [],
  substitutes: [],
  version: 1,
  revisedAt: new Date('2025-12-01T00:00:00Z'),
  revisedBy: 'coordinator',
  ...more,
});
