/** Remembers which events were handled: both ways of delivery may bring one more than once. Keep it where effects are kept. */
export interface Seen {
  has(id: string): boolean | Promise<boolean>;
  add(id: string): void | Promise<void>;
}

/** The last so many ids, in memory: enough for redelivery after a short break, not for a restart. */
export function rememberIds(most = 10_000): Seen {
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id),
    add: (id) => {
      ids.add(id);
      if (ids.size > most) ids.delete(ids.values().next().value!);
    },
  };
}
