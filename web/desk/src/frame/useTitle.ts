import { useEffect } from 'react';
import { useSay } from '../language.js';
import { useLive } from '../live/store.js';

/** How many wait, and how much is unread, where it is seen from other tabs. */
export function useTitle(): void {
  const say = useSay();
  const waiting = useLive(({ desk }) => desk?.waitingInAll ?? 0);
  const unread = useLive(({ chats }) =>
    Object.values(chats).reduce((sum, chat) => sum + Math.min(chat.unread, 99), 0),
  );
  useEffect(() => {
    const counts = waiting + unread;
    document.title = counts > 0 ? `(${counts}) ${say('title')}` : say('title');
  }, [waiting, unread, say]);
}
