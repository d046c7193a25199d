import { useSyncExternalStore } from 'react';

/** A word about what happened, which goes by itself or when it is closed. */
export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: 'news' | 'trouble';
}

let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();
const set = (now: readonly Toast[]) => {
  toasts = now;
  for (const listener of listeners) listener();
};
/** Trouble stays until it has been read twice; news go before they stand in the way. */
const STAYS_MS = { news: 7_000, trouble: 20_000 } as const;

export function toast(text: string, kind: Toast['kind'] = 'news'): void {
  const id = (last += 1);
  // One of each kind stays beside the newest: more would cover what needs the librarian.
  const kept = (['trouble', 'news'] as const).flatMap(
    (one) => toasts.findLast((was) => was.kind === one) ?? [],
  );
  set([...kept, { id, text, kind }]);
  setTimeout(() => close(id), STAYS_MS[kind]);
}
export const close = (id: number): void => set(toasts.filter((toast) => toast.id !== id));

export const useToasts = (): readonly Toast[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
