import { useCallback, useMemo, useState } from 'react';

/** What is typed and not sent: it outlives a reload and a sign-out, by account, on this computer. */
const keyOf = (accountId: string, of: string) => `carrel-draft:${accountId}:${of}`;

export function useDraft(accountId: string, of: string): [string, (text: string) => void] {
  const key = keyOf(accountId, of);
  const [held, setHeld] = useState({ key, text: read(key) });
  if (held.key !== key) setHeld({ key, text: read(key) });
  const write = useCallback(
    (text: string) => {
      setHeld({ key, text });
      try {
        if (text) localStorage.setItem(key, text);
        else localStorage.removeItem(key);
      } catch {
        // Without storage it lives as long as the page.
      }
    },
    [key],
  );
  return [held.key === key ? held.text : read(key), write];
}

/** The same of what is more than a text. */
export function useKept<T>(accountId: string, of: string): [T | undefined, (kept: T | undefined) => void] {
  const [text, write] = useDraft(accountId, of);
  const kept = useMemo(() => {
    try {
      return text ? (JSON.parse(text) as T) : undefined;
    } catch {
      return undefined;
    }
  }, [text]);
  const keep = useCallback((to: T | undefined) => write(to === undefined ? '' : JSON.stringify(to)), [write]);
  return [kept, keep];
}

/** What was being written to somebody who is gone is kept no longer. */
export function dropDraft(accountId: string, of: string): void {
  try {
    localStorage.removeItem(keyOf(accountId, of));
  } catch {
    // There is none.
  }
}

function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}
