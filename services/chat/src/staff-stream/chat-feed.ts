import type { StreamEvent } from '@carrel/web';
import { Latest } from '../live/latest.js';
import type { Live, ShownLine } from '../live/live.js';
import type { Session } from '../session/domain/session.js';
import { SessionStream, type SessionSource } from '../transcript/http/session-stream.js';
import type { ChatFeed, Speaker } from './staff-stream.js';

interface Unread {
  unread: number;
  readSeq: number;
  lastLine: object | null;
}

/** One chat inside the stream of its librarian: the session's own stream, with the session's id in every event. */
export function chatFeed(
  session: Session,
  after: number,
  source: SessionSource & { unread(): Promise<Unread | undefined> },
  { accountId, live, speaker }: { accountId: string; live: Live; speaker: Speaker },
): ChatFeed {
  const sessionId = session.id;
  let shown = '';
  const unread = new Latest(async () => {
    // A count that fails now is made good by the next line or look.
    const now = await source.unread().catch(() => undefined);
    const text = JSON.stringify(now);
    if (!now || text === shown) return;
    shown = text;
    speaker.say('unread', { sessionId, ...now });
  });
  const send = ({ event, data }: StreamEvent): boolean => {
    if (event === 'message') {
      unread.ask();
      const line = data as ShownLine;
      return speaker.line(sessionId, line.seq, { sessionId, ...line });
    }
    if (event === 'session') return speaker.say('session', data as object);
    const signal = data as { id: string | null };
    if (event === 'read' && signal.id === accountId) unread.ask();
    return speaker.say(event, { sessionId, ...signal });
  };
  const over = () => speaker.over(sessionId);
  const reader = new SessionStream(
    { send, drained: () => speaker.drained(), close: over, interrupt: over },
    session,
    source,
    after,
  );
  const stop = live.follow(sessionId, reader);
  return { changed: () => reader.changed(), stop };
}
