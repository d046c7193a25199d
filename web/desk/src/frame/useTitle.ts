import { useEffect } from 'react';
import { useSay } from '../language.js';
import { useLive } from '../live/store.js';

/** How many wait, and how much is unread, where it is seen from other tabs: in the title and on the icon. */
export function useTitle(): void {
  const say = useSay();
  const waiting = useLive(({ desk }) => desk?.waitingInAll ?? 0);
  const offers = useLive(({ desk }) => desk?.offers.filter(({ mine }) => !mine).length ?? 0);
  const unread = useLive(
    ({ chats, unreadTalk }) =>
      Object.values(chats).reduce((sum, chat) => sum + Math.min(chat.unread, 99), 0) +
      Object.values(unreadTalk).reduce((sum, count) => sum + count, 0),
  );
  const count = waiting + offers + unread;
  useEffect(() => {
    document.title = count > 0 ? `(${count}) ${say('title')}` : say('title');
    document.querySelector('link[rel=icon]')?.setAttribute('href', count > 0 ? iconWith(count) : plain);
  }, [count, say]);
}

const plain = '/desk/icon.svg';

function iconWith(count: number): string {
  const words = count > 9 ? '9+' : String(count);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#b3261e"/>
<text x="16" y="23" font-family="sans-serif" font-size="${words.length > 1 ? 17 : 21}" font-weight="700" fill="#fff" text-anchor="middle">${words}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
