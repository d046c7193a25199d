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
const STAYS_MS = 12_000;

export function toast(text: string, kind: Toast['kind'] = 'news'): void {
  const id = (last += 1);
  set([...toasts.slice(-3), { id, text, kind }]);
  setTimeout(() => close(id), STAYS_MS);
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
