import { useState } from 'preact/hooks';
import type { Line, Session } from '../api.js';
import { useAround } from '../context.js';
import { FileIcon, PageIcon } from '../icons.js';
import type { Shown } from './Beside.js';
import type { Conversation } from './conversation.js';
import { Linked, pageIn } from './text.js';

interface BubbleProps {
  readonly own: boolean;
  readonly who: string;
  readonly at?: string;
  readonly note?: string;
  readonly follows?: boolean;
  readonly children: preact.ComponentChildren;
}
/** What one side said. */
export function Bubble({ own, who, at, note, follows, children }: BubbleProps) {
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

interface OneLineProps {
  readonly conversation: Conversation;
  readonly onShow?: ((page: Shown) => void) | undefined;
  readonly line: Line;
  readonly name: string;
  readonly follows: boolean;
  readonly read: boolean;
}
/** One line of the chat, of whichever kind. */
export function OneLine({ line, name, conversation, onShow, follows, read }: OneLineProps) {
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

/** A file is reported by the system, in the name of whoever gave it. */
const isOwn = ({ from, kind, authorId }: Line): boolean =>
  from === 'patron' || (kind === 'attachment' && authorId === null);

/** Whether somebody goes on speaking, whose name need not be said again. */
export const follows = (before: Line | undefined, line: Line): boolean =>
  before?.kind === 'text' && before.authorId === line.authorId && isOwn(before) === isOwn(line);

/** Whose line it is, or of whom the system speaks. */
export const nameOf = ({ name, authorId }: Line, session: Session | undefined): string =>
  name ?? session?.librarians.find(({ id }) => id === authorId)?.name ?? '';

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
