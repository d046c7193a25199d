import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { api } from '../api.js';
import { useAccount } from '../frame/me.js';
import { useColleagues, useShift } from '../frame/shift.js';
import { useSay } from '../language.js';
import { talkIs, talkRead, useLive, withWhom } from '../live/store.js';
import type { Talk as Word } from '../live/types.js';
import { useDraft } from '../ui/drafts.js';
import { Clock } from '../ui/time.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { talkTo, useTalkWith, type TalkWith } from './talk-state.js';

/** Instant messages and the Agent Room (R29, R30); what is written about a chat stays with it, for staff alone. */
export function Talk({ sessionId }: { sessionId?: string | undefined }) {
  const say = useSay();
  const { here } = useShift();
  const queues = useLive(({ desk }) => desk?.queues);
  const unread = useLive((live) => live.unreadTalk);
  const { data } = useColleagues(here);
  const chosen = useTalkWith();
  const rooms: TalkWith[] = (queues ?? []).map(({ id, name }) => ({ kind: 'room', id, name }));
  const people: TalkWith[] = (data?.items ?? []).map(({ id, name }) => ({ kind: 'person', id, name }));
  const all = [...rooms, ...people];
  const at = all.find(({ id }) => id === chosen?.id) ?? chosen ?? rooms[0];
  if (!here) return <p className="quiet pad">{say('talk.off')}</p>;
  const named = (one: TalkWith) => `${one.name}${unread[one.id] ? ` (${unread[one.id]})` : ''}`;
  return (
    <section className="talk" aria-labelledby="talk-title">
      <h2 id="talk-title">{say(at?.kind === 'person' ? 'talk.im' : 'talk.room')}</h2>
      <label className="field">
        <span className="unseen">{say('talk.with')}</span>
        <select
          className="input"
          value={at?.id ?? ''}
          onChange={(event) => talkTo(all.find(({ id }) => id === event.target.value))}
        >
          <optgroup label={say('talk.room')}>
            {rooms.map((room) => (
              <option key={room.id} value={room.id}>
                {named(room)}
              </option>
            ))}
          </optgroup>
          <optgroup label={say('talk.im')}>
            {(at?.kind === 'person' && !people.some(({ id }) => id === at.id) ? [at, ...people] : people).map(
              (person) => (
                <option key={person.id} value={person.id}>
                  {named(person)}
                </option>
              ),
            )}
          </optgroup>
        </select>
      </label>
      {at && <Conversation key={at.id} at={at} sessionId={sessionId} />}
    </section>
  );
}

const earlier = ({ kind, id }: TalkWith) =>
  kind === 'room'
    ? ok(api.chat.GET('/v1/queues/{id}/room', { params: { path: { id }, query: { limit: 50 } } }))
    : ok(api.chat.GET('/v1/instant-messages', { params: { query: { with: id, limit: 50 } } }));

function Conversation({ at, sessionId }: { at: TalkWith; sessionId: string | undefined }) {
  const say = useSay();
  const account = useAccount();
  const before = useQuery({ queryKey: ['talk', at.id], queryFn: () => earlier(at) });
  const live = useLive((now) => now.talk);
  const unread = useLive((now) => now.unreadTalk[at.id] ?? 0);
  useEffect(() => talkRead(at.id), [at.id, unread]);
  const words = useMemo(() => {
    const all = new Map<string, Word>();
    for (const word of before.data?.items ?? []) all.set(word.id, word);
    for (const word of live) if (withWhom(word) === at.id) all.set(word.id, word);
    return [...all.values()].sort((a, b) => a.id.localeCompare(b.id));
  }, [before.data, live, at.id]);
  const end = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [words.length]);
  const [text, setText] = useDraft(account.id, `talk:${at.id}`);
  const send = useCommand(
    () => {
      const about = sessionId ? { sessionId } : {};
      return at.kind === 'room'
        ? ok(
            api.chat.POST('/v1/queues/{id}/room', {
              params: { path: { id: at.id } },
              body: { text: text.trim(), ...about },
            }),
          )
        : ok(
            api.chat.POST('/v1/instant-messages', {
              body: { text: text.trim(), toLibrarianId: at.id, ...about },
            }),
          );
    },
    (word) => {
      talkIs(word);
      setText('');
    },
  );
  return (
    <>
      <div className="talk-lines" role="log" aria-label={at.name} tabIndex={0}>
        {words.length === 0 && !before.isPending && (
          <p className="quiet">{say(at.kind === 'room' ? 'talk.room-empty' : 'talk.im-empty')}</p>
        )}
        {words.map((word) => (
          <div key={word.id} className={word.authorId === account.id ? 'own' : ''}>
            <span className="who">
              {word.authorId === account.id ? say('you') : word.authorName} <Clock at={word.at} />
            </span>
            <span className="words">{word.text}</span>
          </div>
        ))}
        <span ref={end} aria-hidden="true" />
      </div>
      <Trouble again={() => send.run()}>{send.trouble}</Trouble>
      <form
        className="talk-write"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) send.run();
        }}
      >
        <input
          className="input"
          aria-label={say(at.kind === 'room' ? 'talk.write-room' : 'talk.write-to', { name: at.name })}
          placeholder={say(at.kind === 'room' ? 'talk.write-room' : 'talk.write-to', { name: at.name })}
          value={text}
          maxLength={2000}
          onChange={(event) => setText(event.target.value)}
        />
        <button className="button" type="submit" aria-busy={send.busy}>
          {say('send')}
        </button>
      </form>
    </>
  );
}
