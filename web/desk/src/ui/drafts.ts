import { useCallback, useState } from 'react';

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
