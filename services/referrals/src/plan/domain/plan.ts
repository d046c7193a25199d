import {
  BlocksOverlap,
  ExceptionUnclear,
  LaneTwice,
  NoSuchDay,
  UnknownLane,
  UnknownLibraries,
} from './refusals.js';
import { isDay, minutesOf, type Day } from '@carrel/kernel';

/** A lane of its own for questions on a subject, as law at any time of day (R88). */
export interface Lane {
  /** A code, unique within the rota. */
  readonly key: string;
  readonly name: string;
  /** Classes and descriptive codes of questions that belong here; the key itself is always one. */
  readonly subjects: readonly string[];
}
/** What cells and exceptions say of a stretch of a day. */
interface Block {
  /** HH:MM by the group's clock. */
  readonly from: string;
  /** HH:MM up to 24:00; on the next day when it is not after `from`. */
  readonly to: string;
  /** Null for questions of any subject. */
  readonly lane: string | null;
  /** Null in a cell that is left blank. */
  readonly institutionId: string | null;
  /** When time permits: nobody is held to it (R89). */
  readonly bestEffort: boolean;
}
/** One cell of the weekly grid (R86). */
export interface Cell extends Block {
  /** 1 is Monday, 7 Sunday. */
  readonly day: number;
}
/** What holds on one date in place of the grid, as far as its hours reach. */
export interface Exception extends Block {
  readonly date: Day;
  /** Nobody checks then, and nothing is missing. Without it, no library means that one must be found. */
  readonly closed: boolean;
}
/** A rota as it is written down: what holds from its date on. */
export interface Plan {
  readonly effectiveFrom: Day;
  readonly lanes: readonly Lane[];
  readonly cells: readonly Cell[];
  readonly exceptions: readonly Exception[];
  /** In the order in which they are asked (R90). */
  readonly substitutes: readonly string[];
}
/** A plan as it was published (R92). */
export interface Version extends Plan {
  readonly version: number;
  readonly revisedAt: Date;
  readonly revisedBy: string;
}

const weekMinutes = 7 * 1440;

/** Minutes from its first to its last; a block that ends at or before its start ends on the next day. */
export function lengthOf({ from, to }: Pick<Block, 'from' | 'to'>): number {
  const length = minutesOf(to) - minutesOf(from);
  return length > 0 ? length : length + 1440;
}

/** Refused unless every library is of the group, every lane is known and no two blocks of a lane overlap. */
export function mustHold(plan: Plan, libraryIds: ReadonlySet<string>): void {
  const days = [plan.effectiveFrom, ...plan.exceptions.map(({ date }) => date)];
  for (const day of days) if (!isDay(day)) throw new NoSuchDay(day);
  const keys = plan.lanes.map(({ key }) => key);
  const twice = keys.find((key, n) => keys.indexOf(key) !== n);
  if (twice !== undefined) throw new LaneTwice(twice);
  for (const { lane } of [...plan.cells, ...plan.exceptions]) {
    if (lane !== null && !keys.includes(lane)) throw new UnknownLane(lane);
  }
  const strangers = librariesIn(plan).filter((id) => !libraryIds.has(id));
  if (strangers.length > 0) throw new UnknownLibraries([...new Set(strangers)]);
  for (const { closed, institutionId, date } of plan.exceptions) {
    if (closed && institutionId !== null) throw new ExceptionUnclear(date);
  }
  for (const lane of [null, ...keys]) mustNotOverlap(plan, lane);
}

/** Every library the plan names. */
export const librariesIn = ({ cells, exceptions, substitutes }: Plan): string[] => [
  ...[...cells, ...exceptions].flatMap(({ institutionId }) => institutionId ?? []),
  ...substitutes,
];

function mustNotOverlap({ cells, exceptions }: Plan, lane: string | null): void {
  const week = cells.filter((cell) => cell.lane === lane);
  const starts = week.map((cell) => ({ at: (cell.day - 1) * 1440 + minutesOf(cell.from), cell }));
  refuseOverlaps(starts, weekMinutes);
  const dates = exceptions.filter((exception) => exception.lane === lane);
  refuseOverlaps(
    dates.map((cell) => ({ at: Date.parse(cell.date) / 60_000 + minutesOf(cell.from), cell })),
    Infinity,
  );
}

/** Each against the next; the last against the first, which follows it when the clock goes round. */
function refuseOverlaps(
  blocks: { at: number; cell: Pick<Block, 'from' | 'to' | 'lane'> & { day?: number; date?: Day } }[],
  round: number,
): void {
  const sorted = blocks.toSorted((a, b) => a.at - b.at);
  sorted.forEach(({ at, cell }, n) => {
    const next = sorted[n + 1] ?? { at: (sorted[0]?.at ?? 0) + round, cell };
    if (sorted.length > 1 && at + lengthOf(cell) > next.at) throw new BlocksOverlap(cell, next.cell);
  });
}
