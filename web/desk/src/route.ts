import { useSyncExternalStore } from 'react';

/** Where in the desk somebody is; the address says it, so that it can be kept and sent. */
export interface Place {
  readonly parts: readonly string[];
  readonly search: URLSearchParams;
}

const listeners = new Set<() => void>();
const base = '/desk';
let place = read();

function read(): Place {
  const parts = location.pathname.slice(base.length).split('/').filter(Boolean);
  return { parts, search: new URLSearchParams(location.search) };
}

function changed(): void {
  place = read();
  for (const listener of listeners) listener();
}
addEventListener('popstate', changed);

/** @param to under the desk, as `/questions?list=new` */
export function go(to: string, how: 'push' | 'replace' = 'push'): void {
  const address = `${base}${to}`;
  if (address === location.pathname + location.search) return;
  history[how === 'push' ? 'pushState' : 'replaceState'](null, '', address);
  changed();
}

export const hrefOf = (to: string): string => `${base}${to}`;

export const usePlace = (): Place =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => place,
  );
