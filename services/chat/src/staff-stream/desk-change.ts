import type { DeskChangeDto, DeskSnapshotDto } from './http/desk.dto.js';

type Row = { readonly id: string };
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What makes `now` of `before`; undefined when nothing is other. */
export function changeOf(before: DeskSnapshotDto, now: DeskSnapshotDto): DeskChangeDto | undefined {
  const change: DeskChangeDto = {
    ...rows('libraries', before.libraries, now.libraries),
    ...rows('queues', before.queues, now.queues),
    ...rows('waiting', before.waiting, now.waiting),
    ...rows('offers', before.offers, now.offers),
  };
  if (!same(before.monitor, now.monitor)) change.monitor = now.monitor;
  if (!same(before.sessions, now.sessions)) change.sessions = now.sessions;
  if (before.waitingInAll !== now.waitingInAll) change.waitingInAll = now.waitingInAll;
  if (before.unreadNotices !== now.unreadNotices) change.unreadNotices = now.unreadNotices;
  return Object.keys(change).length > 0 ? change : undefined;
}

function rows<K extends string, R extends Row>(
  key: K,
  before: readonly R[],
  now: readonly R[],
): { [P in K]?: { changed: R[]; removed: string[] } } {
  const known = new Map(before.map((row) => [row.id, row]));
  const there = new Set(now.map(({ id }) => id));
  const changed = now.filter((row) => !same(known.get(row.id), row));
  const removed = before.filter(({ id }) => !there.has(id)).map(({ id }) => id);
  if (changed.length + removed.length === 0) return {};
  return { [key]: { changed, removed } } as { [P in K]?: { changed: R[]; removed: string[] } };
}
