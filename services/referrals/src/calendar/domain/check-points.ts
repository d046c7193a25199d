import type { Duty } from '../../plan/domain/on-duty.js';

/** A duty has two: one in its first half, one in its second half or about two hours after the first (R87). */
export type CheckPoint = 1 | 2;

export interface Check {
  readonly point: CheckPoint;
  readonly outcome: 'done' | 'missed';
  readonly at: Date;
  /** The library that had the duty, and the librarian who looked; null for a check that was missed, or that nobody had to do. */
  readonly institutionId: string;
  readonly accountId: string | null;
  /** There was nothing to look at. */
  readonly byItself?: true;
}

const twoHoursMs = 2 * 3_600_000;

/** Half of the time that really passes, on days of 23 or 25 hours too. */
const middleOf = ({ from, to }: { from: Date; to: Date }): Date =>
  new Date((from.getTime() + to.getTime()) / 2);

/** The check that a look at this moment counts as. */
export function pointAt(
  duty: { readonly from: Date; readonly to: Date; readonly checks: readonly Check[] },
  now: Date,
): CheckPoint {
  if (now >= middleOf(duty)) return 2;
  const first = duty.checks.find(({ point, outcome }) => point === 1 && outcome === 'done');
  return first && now.getTime() - first.at.getTime() >= twoHoursMs ? 2 : 1;
}

/**
 * The library responsible for the check: the one with the duty through the whole half. None when the duty changed
 * hands within it: neither had the whole half to check in.
 */
export function answerableFor(
  { institutionId, handed }: Pick<Duty, 'institutionId' | 'handed'>,
  half: { readonly from: Date; readonly to: Date },
): string | null {
  if (!handed || handed.at <= half.from) return institutionId;
  return handed.at >= half.to ? handed.from : null;
}

/** From when a check may be done as one of its own, and the moment at which it is missed. */
export const halfOf = (duty: { from: Date; to: Date }, point: CheckPoint): { from: Date; to: Date } =>
  point === 1 ? { from: duty.from, to: middleOf(duty) } : { from: middleOf(duty), to: duty.to };
