import { ok } from '@carrel/client';
import { useEffect } from 'react';
import { api } from '../api.js';
import { useAccount, useLibraryName, useLibraries } from '../frame/me.js';
import { useSay } from '../language.js';
import type { Chat } from '../live/store.js';
import { Lasting } from '../ui/time.js';
import { ChatActions } from './ChatActions.js';
import { Composer } from './Composer.js';
import { Lines } from './Lines.js';

export function ChatView({ chat, current }: { chat: Chat; current: boolean }) {
  const say = useSay();
  const { session, lines } = chat;
  const nameOf = useLibraryName();
  const { data: libraries } = useLibraries();
  useRead(chat, current);
  const account = useAccount();
  const others = session.librarians.filter(({ id, leftAt }) => id !== account.id && !leftAt);
  return (
    <section
      className="chat"
      data-current={current || undefined}
      aria-label={say('chat.with', { name: session.patron.name })}
    >
      <header className="chat-top">
        <div>
          <h1>{session.patron.name}</h1>
          <p className="quiet">
            {nameOf(session.institutionId)}
            {session.acceptedAt && (
              <>
                {' · '}
                <Lasting since={session.acceptedAt} label={say('chat.lasting')} />
              </>
            )}
            {others.length > 0 && (
              <> · {say('chat.three-way', { names: others.map(({ name }) => name).join(', ') })}</>
            )}
          </p>
        </div>
        <ChatActions session={session} threeWay={others.length > 0} />
      </header>
      {session.practice && <p className="practice">{say('practice.chat')}</p>}
      <Silence chat={chat} />
      <Lines chat={chat} zone={libraries?.get(session.institutionId)?.timeZone} />
      {session.othersWaiting ? (
        <p className="quiet waiting-besides">
          {say('chat.others-waiting', { count: session.othersWaiting })}
        </p>
      ) : null}
      <Composer session={session} lastSeq={lines.at(-1)?.seq ?? 0} current={current} />
    </section>
  );
}

/** Yellow is a word and a shape too, and says its cause (R17 to R19). */
function Silence({ chat: { session } }: { chat: Chat }) {
  const say = useSay();
  const { silence, patronLeftAt } = session;
  if (patronLeftAt)
    return (
      <p className="note yellow" role="status">
        <span aria-hidden="true">◔ </span>
        <strong>{say('chat.left')}</strong> {say('chat.left-text')}
      </p>
    );
  if (silence?.yellow)
    return (
      <p className="note yellow" role="status">
        <span aria-hidden="true">◔ </span>
        <strong>{say('chat.yellow')}</strong> {say('chat.yellow-text')} <Lasting since={silence.since} />
      </p>
    );
  if (silence?.prompt)
    return (
      <p className="note" role="status">
        {say('chat.silent-text')} <Lasting since={silence.since} />
      </p>
    );
  return null;
}

/** What is on the screen of a page that is looked at is read. */
function useRead({ session, lines, unread }: Chat, current: boolean): void {
  const seq = lines.at(-1)?.seq ?? 0;
  useEffect(() => {
    if (!current || seq === 0) return;
    const markRead = () => {
      if (document.visibilityState !== 'visible') return;
      const at = { params: { path: { id: session.id } }, body: { seq } };
      void ok(api.chat.POST('/v1/sessions/{id}/read', at)).catch(() => {});
    };
    markRead();
    document.addEventListener('visibilitychange', markRead);
    return () => document.removeEventListener('visibilitychange', markRead);
  }, [session.id, seq, current, unread > 0]);
}
