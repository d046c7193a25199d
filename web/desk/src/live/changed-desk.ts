import type { Desk, DeskChange, Waiting } from './types.js';

interface Row {
  readonly id: string;
}
interface Changes<R> {
  readonly changed: readonly R[];
  readonly removed: readonly string[];
}

/** The desk after a change: what is not named in it is as it was. */
export function changedDesk(desk: Desk, { libraries, queues, waiting, offers, ...whole }: DeskChange): Desk {
  return {
    ...desk,
    ...whole,
    libraries: rows(desk.libraries, libraries),
    queues: rows(desk.queues, queues),
    waiting: waiting ? rows(desk.waiting, waiting).sort(inLine) : desk.waiting,
    offers: rows(desk.offers, offers),
  };
}

function rows<R extends Row>(before: R[], changes: Changes<R> | undefined): R[] {
  if (!changes) return before;
  const other = new Map(changes.changed.map((row) => [row.id, row]));
  const kept = before
    .filter(({ id }) => !changes.removed.includes(id))
    .map((row) => {
      const now = other.get(row.id) ?? row;
      other.delete(row.id);
      return now;
    });
  return [...kept, ...other.values()];
}

const inLine = (a: Waiting, b: Waiting): number =>
  Number(b.first ?? false) - Number(a.first ?? false) ||
  a.since.localeCompare(b.since) ||
  a.id.localeCompare(b.id);
