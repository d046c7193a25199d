import type { components } from '../generated/chat.js';

type Schemas = components['schemas'];
/** The desk of one member of staff, as `desk` of the staff stream brings it. */
export type Desk = Schemas['DeskSnapshotDto'];
/** What `desk-changed` brings. */
export type DeskChange = Schemas['DeskChangeDto'];

interface Row {
  readonly id: string;
}
interface Changes<R> {
  readonly changed: readonly R[];
  readonly removed: readonly string[];
}

/** The desk after a change: new objects where something is other, the requests in their order. */
export function changedDesk(desk: Desk, change: DeskChange): Desk {
  const { libraries, queues, waiting, offers, ...whole } = change;
  return {
    ...desk,
    ...whole,
    libraries: changedRows(desk.libraries, libraries),
    queues: changedRows(desk.queues, queues),
    waiting: waiting ? changedRows(desk.waiting, waiting).sort(inLine) : desk.waiting,
    offers: changedRows(desk.offers, offers),
  };
}

function changedRows<R extends Row>(rows: R[], changes: Changes<R> | undefined): R[] {
  if (!changes) return rows;
  const other = new Map(changes.changed.map((row) => [row.id, row]));
  const kept = rows
    .filter(({ id }) => !changes.removed.includes(id))
    .map((row) => {
      const now = other.get(row.id) ?? row;
      other.delete(row.id);
      return now;
    });
  return [...kept, ...other.values()];
}

const inLine = (a: Desk['waiting'][number], b: Desk['waiting'][number]): number =>
  Number(b.first ?? false) - Number(a.first ?? false) ||
  a.since.localeCompare(b.since) ||
  a.id.localeCompare(b.id);
