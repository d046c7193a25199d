import type { Cell, Exception, Version } from './plan.js';
import { lengthOf } from './plan.js';
import { dayAfter, dayAt, minutesOf, momentOf, weekdayOf, type Day } from '@carrel/kernel';

/** A stretch of time somebody is to check, as the rota has it; covers are not in it. */
export interface Slot {
  readonly lane: string | null;
  readonly from: Date;
  /** The first moment after it. */
  readonly to: Date;
  /** Null where a library must be found. */
  readonly institutionId: string | null;
  /** Whom the weekly grid names, where an exception took it out. */
  readonly insteadOf: string | null;
  readonly bestEffort: boolean;
  readonly because: 'rota' | 'best-effort' | 'exception';
}
export interface Span {
  readonly from: Date;
  readonly to: Date;
}

/** Identifies a slot within its group. */
export const keyOf = ({ lane, from }: Pick<Slot, 'lane' | 'from'>): string =>
  `${lane ?? ''}@${from.getTime()}`;

/**
 * The version that holds on a day: the last that took over by then. One takes over on its date, or on the day it was
 * published when its date was past; for days before that it speaks only where no other does.
 */
export function versionOn(versions: readonly Version[], timeZone: string, day: Day): Version | undefined {
  const rank = ({ effectiveFrom, revisedAt }: Version): string => {
    const revised = dayAt(timeZone, revisedAt);
    if (revised > day) return `not yet published, ${effectiveFrom}`;
    return `published, ${revised < effectiveFrom ? effectiveFrom : revised}`;
  };
  return versions
    .filter(({ effectiveFrom }) => effectiveFrom <= day)
    .toSorted((a, b) => rank(a).localeCompare(rank(b)) || a.version - b.version)
    .at(-1);
}

/** Every slot that has a part in the span, the earliest first; across changes of daylight saving time. */
export function slotsIn(versions: readonly Version[], timeZone: string, span: Span): Slot[] {
  const slots: Slot[] = [];
  const last = dayAt(timeZone, span.to);
  // One day back for blocks over midnight.
  for (let day = dayAfter(dayAt(timeZone, span.from), -1); day <= last; day = dayAfter(day)) {
    const version = versionOn(versions, timeZone, day);
    if (version) slots.push(...slotsOf(version, timeZone, day, versionOn(versions, timeZone, dayAfter(day))));
  }
  return slots
    .filter(({ from, to }) => from < span.to && to > span.from)
    .sort((a, b) => a.from.getTime() - b.from.getTime() || (a.lane ?? '').localeCompare(b.lane ?? ''));
}

/** Those that begin on the day. Exceptions of the days around reach into it, and it into theirs. */
function slotsOf(version: Version, timeZone: string, day: Day, next: Version | undefined): Slot[] {
  const exceptions = [
    ...version.exceptions.filter(({ date }) => date <= day),
    ...(next ?? version).exceptions.filter(({ date }) => date > day),
  ]
    .filter(({ date }) => date >= dayAfter(day, -1) && date <= dayAfter(day))
    .map((exception) => ({ exception, ...spanOf(timeZone, exception.date, exception) }));
  const grid = version.cells
    .filter((cell) => cell.day === weekdayOf(day) && cell.institutionId !== null)
    .map((cell) => ({ cell, ...spanOf(timeZone, day, cell) }))
    .filter(({ from, to }) => from < to);
  const kept = grid.flatMap(({ cell, ...span }) =>
    without(
      span,
      exceptions.filter(({ exception }) => exception.lane === cell.lane),
    ).map((rest) => slot(cell, rest, null)),
  );
  const special = exceptions
    .filter(({ exception, from, to }) => exception.date === day && !exception.closed && from < to)
    .map(({ exception, ...span }) => slot(exception, span, named(grid, exception, span)));
  return [...kept, ...special];
}

function slot(cell: Cell | Exception, { from, to }: Span, insteadOf: string | null): Slot {
  const { lane, institutionId, bestEffort } = cell;
  const because = 'date' in cell ? 'exception' : bestEffort ? 'best-effort' : 'rota';
  return { lane, from, to, institutionId, insteadOf, bestEffort, because };
}

/** Whom the grid names where the exception begins. */
function named(grid: readonly (Span & { cell: Cell })[], exception: Exception, span: Span): string | null {
  const found = grid.find(
    ({ cell, from, to }) => cell.lane === exception.lane && from < span.to && to > span.from,
  );
  return found?.cell.institutionId ?? null;
}

function spanOf(timeZone: string, day: Day, block: Pick<Cell, 'from' | 'to'>): Span {
  const begins = minutesOf(block.from);
  return {
    from: momentOf(timeZone, day, begins),
    to: momentOf(timeZone, day, begins + lengthOf(block)),
  };
}

/** What is left of a span when others are taken out of it. */
function without(span: Span, others: readonly Span[]): Span[] {
  return others.reduce<Span[]>(
    (rest, other) =>
      rest.flatMap(({ from, to }) => {
        if (other.to <= from || other.from >= to) return [{ from, to }];
        return [
          ...(other.from > from ? [{ from, to: other.from }] : []),
          ...(other.to < to ? [{ from: other.to, to }] : []),
        ];
      }),
    [{ from: span.from, to: span.to }],
  );
}
