import type { Row } from './api.js';

export interface Part {
  /** Where the page starts; undefined for the first. */
  readonly cursor: string | undefined;
  /** In the order in which they were first read: a row keeps its place, wherever it is now. */
  readonly ids: readonly string[];
  readonly rows: ReadonlyMap<string, Row> | undefined;
}
export interface Listed {
  readonly parts: readonly Part[];
  /** Where the list goes on; undefined at its end. */
  readonly next: string | undefined;
}

/** The list with a page that was read: one that was dropped comes back, or the next one is added. */
export function withPage(
  { parts, next }: Listed,
  place: number,
  cursor: string | undefined,
  page: { items: readonly Row[]; nextCursor: string | null },
): Listed {
  if (place < parts.length) {
    const rows = new Map(page.items.map((row) => [row.id, row]));
    return { parts: parts.map((part, at) => (at === place ? { ...part, rows } : part)), next };
  }
  if (parts.length !== place) return { parts, next };
  const shown = new Set(parts.at(-1)?.ids);
  const more = page.items.filter(({ id }) => !shown.has(id));
  return { parts: [...parts, partOf(cursor, more)], next: page.nextCursor ?? undefined };
}

export const partOf = (cursor: string | undefined, items: readonly Row[]): Part => ({
  cursor,
  ids: items.map(({ id }) => id),
  rows: new Map(items.map((row) => [row.id, row])),
});

/** What is known anew of rows that are shown takes their place. */
export const freshened = (
  rows: ReadonlyMap<string, Row>,
  by: ReadonlyMap<string, Row>,
): ReadonlyMap<string, Row> =>
  [...rows.keys()].some((id) => by.has(id))
    ? new Map([...rows].map(([id, row]) => [id, by.get(id) ?? row]))
    : rows;

/** The row in this place; undefined while it is read, and for one that has moved up since. */
export function rowAt(parts: readonly Part[], index: number): Row | undefined {
  let from = 0;
  for (const { ids, rows } of parts) {
    if (index < from + ids.length) return rows?.get(ids[index - from]!);
    from += ids.length;
  }
  return undefined;
}
/** Whether the row in this place has been read. */
export function isRead(parts: readonly Part[], index: number): boolean {
  let from = 0;
  for (const { ids, rows } of parts) {
    if (index < from + ids.length) return rows !== undefined;
    from += ids.length;
  }
  return false;
}
export const sizeOf = (parts: readonly Part[]): number => parts.reduce((sum, { ids }) => sum + ids.length, 0);
