import { useSyncExternalStore } from 'react';

/** Whom one talks with beside the chats: a colleague (IM), or all who monitor a queue (Agent Room). */
export interface TalkWith {
  readonly kind: 'person' | 'room';
  readonly id: string;
  readonly name: string;
}

let at: TalkWith | undefined;
const listeners = new Set<() => void>();

export function talkTo(now: TalkWith | undefined): void {
  at = now;
  for (const listener of listeners) listener();
}

export const useTalkWith = (): TalkWith | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => at,
  );
