import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Line, Session } from '../api.js';
import { useAround } from '../context.js';
import { FileIcon, PageIcon } from '../icons.js';
import type { Shown } from './Beside.js';
import type { Conversation, ConversationState } from './conversation.js';
import { unconfirmed, type Pending } from './outbox.js';
import { Linked, pageIn } from './text.js';

interface Props {
  readonly conversation: Conversation;
  readonly state: ConversationState;
  readonly onShow?: (page: Shown) => void;
}
/** Within so many pixels of the end one is at the end, and new lines come into view. */
const NEAR_PX = 120;

/** All that was said, oldest first; new lines are read out. */
export function Lines({ conversation, state, onShow }: Props) {
  const { say, times } = useAround();
  const { session, lines, outbox, readTo } = state;
  const pending = unconfirmed(outbox, lines);
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [below, setBelow] = useState(false);
  const toEnd = () => log.current?.scrollTo({ top: log.current.scrollHeight });
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else setBelow(true);
  }, [lines.length, pending.length]);
  // The field below grows and shrinks with what is typed, and with a phone's keyboard.
  useEffect(() => {
    const watch = new ResizeObserver(() => atEnd.current && toEnd());
    watch.observe(log.current!);
    return () => watch.disconnect();
  }, []);
  const lastOwn = lines.filter(({ from }) => from === 'patron').at(-1)?.seq;
  return (
    <div class="lines-around">
      <div
        ref={log}
        class="lines"
        role="log"
        aria-label={say('chat.lines')}
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
          atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
          if (atEnd.current) setBelow(false);
        }}
      >
        {session && (
          <Bubble own who={say('chat.you')} at={times.clock(session.requestedAt)}>
            {session.question}
          </Bubble>
        )}
        {lines.map((line, n) => (
          <OneLine
            key={line.seq}
            {...{ line, conversation, onShow }}
            name={nameOf(line, session)}
            follows={follows(lines[n - 1], line)}
            read={line.seq === lastOwn && readTo >= line.seq}
          />
        ))}
        {pending.map((one) => (
          <PendingLine key={one.clientId} one={one} conversation={conversation} />
        ))}
      </div>
      {below && (
        <button type="button" class="button below" onClick={toEnd}>
          {say('chat.below')}
        </button>
      )}
    </div>
  );
}

interface BubbleProps {
  readonly own: boolean;
  readonly who: string;
  readonly at?: string;
  readonly note?: string;
  readonly follows?: boolean;
  readonly children: preact.ComponentChildren;
}
function Bubble({ own, who, at, note, follows, children }: BubbleProps) {
  return (
    <div class={`bubble ${own ? 'own' : 'theirs'}${follows ? ' follows' : ''}`}>
      <p class="by">
        <b>{who}</b> {at}
      </p>
      <div class="words" dir="auto">
        {children}
      </div>
      {note && <p class="note">{note}</p>}
    </div>
  );
}

interface OneLineProps extends Pick<Props, 'conversation' | 'onShow'> {
  readonly line: Line;
  readonly name: string;
  readonly follows: boolean;
  readonly read: boolean;
}
function OneLine({ line, name, conversation, onShow, follows, read }: OneLineProps) {
  const { say, times } = useAround();
  const { kind, from, text } = line;
  const own = isOwn(line);
  const who = own ? say('chat.you') : name || say('chat.librarian');
  const at = times.clock(line.sentAt);
  if (kind === 'page') {
    const page = pageIn(text);
    return (
      <div class="card-line">
        <PageIcon />
        <div>
          <p class="by">{say('chat.page')}</p>
          {page ? (
            <a href={page.url} target="_blank" rel="noopener noreferrer">
              {page.title || page.url}
            </a>
          ) : (
            <Linked text={text} />
          )}
        </div>
        {page && onShow && (
          <button type="button" class="button plain small wide-only" onClick={() => onShow(page)}>
            {say('side.show')}
          </button>
        )}
      </div>
    );
  }
  if (kind === 'attachment')
    return (
      <Bubble {...{ own, who, at, follows }}>
        <FileLine text={text} conversation={conversation} />
      </Bubble>
    );
  if (kind === 'entered') return <p class="happened">{say('chat.entered', { name })}</p>;
  if (kind === 'left') return <p class="happened">{say('chat.left', { name })}</p>;
  if (kind === 'returned') return <p class="happened">{say('chat.returned')}</p>;
  if (from === 'system' && kind !== 'closing') return kind === 'text' ? <p class="happened">{text}</p> : null;
  return (
    <Bubble {...{ own, who, at, follows }} {...(read ? { note: say('chat.read') } : {})}>
      <Linked text={kind === 'closing' ? say('chat.closing') : text} />
    </Bubble>
  );
}

/** A file is told of by the system, in the name of whoever gave it. */
const isOwn = ({ from, kind, authorId }: Line): boolean =>
  from === 'patron' || (kind === 'attachment' && authorId === null);

/** Whether somebody goes on speaking, whose name need not be said again. */
const follows = (before: Line | undefined, line: Line): boolean =>
  before?.kind === 'text' && before.authorId === line.authorId && isOwn(before) === isOwn(line);

/** Whose line it is, or of whom the system speaks. */
const nameOf = ({ name, authorId }: Line, session: Session | undefined): string =>
  name ?? session?.librarians.find(({ id }) => id === authorId)?.name ?? '';

function PendingLine({ one, conversation }: { one: Pending; conversation: Conversation }) {
  const { say } = useAround();
  const { text, refused, clientId } = one;
  return (
    <div class={`bubble own pending${refused ? ' refused' : ''}`}>
      <p class="by">
        <b>{say('chat.you')}</b>
      </p>
      <div class="words" dir="auto">
        {text}
      </div>
      <p class="note">
        {refused ? say('chat.refused') : say('chat.sending')}
        {refused && (
          <button
            type="button"
            class="button plain small"
            onClick={() => void conversation.takeBack(clientId)}
          >
            {say('chat.take.back')}
          </button>
        )}
      </p>
    </div>
  );
}

/** A file of the chat. It is fetched with the patron's key, which stands in no address. */
function FileLine({ text, conversation }: { text: string; conversation: Conversation }) {
  const { say } = useAround();
  const [fault, setFault] = useState(false);
  const { name, id } = fileIn(text);
  const open = async () => {
    setFault(false);
    try {
      const url = URL.createObjectURL(await conversation.file(id));
      const link = Object.assign(document.createElement('a'), { href: url, download: name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    } catch {
      setFault(true);
    }
  };
  return (
    <button type="button" class="file" onClick={() => void open()}>
      <FileIcon />
      <span>{name}</span>
      {fault && <span class="fault">{say('trouble.away')}</span>}
    </button>
  );
}

const fileIn = (text: string): { name: string; id: string } => {
  const [, name = text, id = ''] =
    /^(.*) \/api\/chat\/v1\/sessions\/[^/]+\/attachments\/([\w-]+)$/s.exec(text) ?? [];
  return { name, id };
};
