import { useLayoutEffect, useRef } from 'react';
import { useAccount } from '../frame/me.js';
import { useSay } from '../language.js';
import type { Chat } from '../live/store.js';
import type { Line } from '../live/types.js';
import { Clock, useSecond } from '../ui/time.js';
import { openFile } from './PatronPanel.js';

/** The conversation; it stays at its end unless somebody reads further up. */
export function Lines({ chat, zone }: { chat: Chat; zone: string | undefined }) {
  const say = useSay();
  const { session, lines } = chat;
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useLayoutEffect(() => {
    if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines.length]);
  return (
    <div
      ref={box}
      className="lines"
      tabIndex={0}
      role="log"
      aria-label={say('chat.lines', { name: session.patron.name })}
      onScroll={({ currentTarget: at }) => {
        atEnd.current = at.scrollHeight - at.scrollTop - at.clientHeight < 40;
      }}
    >
      <p className="asked">
        <span className="who">{say('chat.asked', { name: session.patron.name })}</span>
        {session.question}
      </p>
      {lines.map((line) => (
        <LineRow key={line.seq} line={line} chat={chat} zone={zone} />
      ))}
      <Typing chat={chat} />
    </div>
  );
}

function LineRow({ line, chat, zone }: { line: Line; chat: Chat; zone: string | undefined }) {
  const say = useSay();
  const account = useAccount();
  const own = line.authorId === account.id && line.from === 'librarian';
  if (line.from === 'system' && line.kind !== 'page' && line.kind !== 'attachment')
    return (
      <p className={`line system ${line.kind}`}>
        {line.text} <Clock at={line.sentAt} zone={zone} />
      </p>
    );
  const lastRead = own && chat.readByPatron >= line.seq && isLastOwn(chat, line, account.id);
  return (
    <div className={`line ${own ? 'own' : line.from}`}>
      <p className="who">
        {own ? say('you') : (line.name ?? (line.from === 'patron' ? chat.session.patron.name : ''))}{' '}
        <Clock at={line.sentAt} zone={zone} />
      </p>
      <div className="bubble">
        <Words line={line} sessionId={chat.session.id} />
      </div>
      {lastRead && <p className="who">{say('chat.read')}</p>}
    </div>
  );
}

const isLastOwn = (chat: Chat, line: Line, id: string): boolean =>
  chat.lines.findLast((other) => other.authorId === id && other.from === 'librarian')?.seq === line.seq;

const address = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/g;

function Words({ line, sessionId }: { line: Line; sessionId: string }) {
  const say = useSay();
  if (line.kind === 'attachment') {
    const [path] = /\S+$/.exec(line.text) ?? [''];
    const name = line.text.slice(0, -path.length).trim();
    const id = path.split('/').at(-1)!;
    return (
      <button type="button" className="link-button" onClick={() => void openFile(sessionId, id, name)}>
        <span aria-hidden="true">📎 </span>
        {say('files.get', { name })}
      </button>
    );
  }
  return (
    <>
      {line.kind === 'page' && (
        <>
          <span className="tag">{say('page.sent')}</span>{' '}
        </>
      )}
      {line.text.split(address).map((part, at) =>
        at % 2 === 1 ? (
          <a key={at} href={part} target="_blank" rel="noopener noreferrer nofollow">
            {part}
          </a>
        ) : (
          <span key={at}>{part}</span>
        ),
      )}
    </>
  );
}

function Typing({ chat }: { chat: Chat }) {
  const say = useSay();
  useSecond();
  const typing = chat.typing && chat.typing.until > Date.now() ? chat.typing : undefined;
  return (
    <p className="typing" aria-live="off">
      {typing ? say('chat.typing', { name: typing.name }) : '\u00a0'}
    </p>
  );
}
