import { useSyncExternalStore } from 'react';

/** How far the tour is; it outlives a reload of the tab. */
export interface Touring {
  readonly step: number;
  /** The practice chat of the scripted patron. */
  readonly chat?: { readonly id: string; readonly token: string } | undefined;
}

const KEY = 'carrel-tour';
const listeners = new Set<() => void>();
let touring = read();

function read(): Touring | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

function setTouring(now: Touring | undefined): void {
  touring = now;
  try {
    if (now) sessionStorage.setItem(KEY, JSON.stringify(now));
    else sessionStorage.removeItem(KEY);
  } catch {
    // It lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

export const openTour = (): void => setTouring({ step: 0 });

export const useTouring = (): [Touring | undefined, (now: Touring | undefined) => void] => [
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => touring,
  ),
  setTouring,
];
