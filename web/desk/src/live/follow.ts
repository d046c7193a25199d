import { readEvents } from '@carrel/ui';
import { signIn } from '../access/sign-in.js';
import type { StaffEvent } from './types.js';

/** How the line to Carrel is: `live` while signs of life come. */
export type Link = 'connecting' | 'live' | 'cut';

const SILENCE = { firstMs: 15_000, laterMs: 25_000 };
const LONGEST_PAUSE_MS = 15_000;

/** Follows the stream of staff over every cut, from where it stopped. @returns what ends it */
export function follow(receive: (event: StaffEvent) => void, onLink: (link: Link) => void): () => void {
  const over = new AbortController();
  let lastId: string | undefined;
  let refused = false;

  const once = async (): Promise<number> => {
    const abort = new AbortController();
    const end = () => abort.abort();
    over.signal.addEventListener('abort', end);
    try {
      const headers = new Headers({ authorization: `Bearer ${await signIn.token(refused)}` });
      refused = false;
      if (lastId) headers.set('last-event-id', lastId);
      const init = { headers, signal: abort.signal, cache: 'no-store' } as const;
      const answer = await fetch('/api/chat/v1/me/stream', init);
      if (!answer.ok || !answer.body) {
        refused = answer.status === 401;
        // A point the server does not know: everything is asked anew.
        if (answer.status === 400 || answer.status === 422) lastId = undefined;
        return answer.status === 429 ? 10_000 : 1_000;
      }
      let pause = 500;
      await readEvents(
        answer.body,
        ({ id, event, data }) => {
          if (id) lastId = id;
          if (event !== 'close') onLink('live');
          const value = JSON.parse(data) as { reason?: string; retryMs?: number };
          if (event === 'close') {
            refused = value.reason === 'token-expired';
            pause = value.retryMs ?? 1_000;
          } else if (event === 'renew') {
            refused = true;
            end();
          } else if (event !== 'ping') receive({ event, data: value } as unknown as StaffEvent);
        },
        SILENCE,
        end,
      );
      return refused ? 0 : pause;
    } catch {
      return 1_000;
    } finally {
      over.signal.removeEventListener('abort', end);
    }
  };

  void (async () => {
    onLink('connecting');
    for (let tries = 0; !over.signal.aborted; tries += 1) {
      const began = Date.now();
      const least = await once();
      if (over.signal.aborted) return;
      if (Date.now() - began > 20_000) tries = 0;
      if (least > 0) onLink('cut');
      const most = Math.min(LONGEST_PAUSE_MS, least * 1.6 ** Math.min(tries, 8));
      await new Promise((then) => setTimeout(then, most * (0.75 + Math.random() / 4)));
    }
  })();
  return () => over.abort();
}
