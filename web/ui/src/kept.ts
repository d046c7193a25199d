/** A value that outlives a reload of this tab, and no longer: computers in libraries are shared. */
export interface Kept<T> {
  get(): T | undefined;
  set(value: T | undefined): void;
}

/** Where cookies are blocked there is no storage either; the value then lives as long as the page. */
export function kept<T>(key: string): Kept<T> {
  let here: T | undefined;
  return {
    get: () => {
      try {
        const text = sessionStorage.getItem(key);
        return text === null ? undefined : (JSON.parse(text) as T);
      } catch {
        return here;
      }
    },
    set: (value) => {
      here = value;
      try {
        if (value === undefined) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, JSON.stringify(value));
      } catch {
        // What is not kept is in `here`.
      }
    },
  };
}
