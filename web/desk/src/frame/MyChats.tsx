import { useSay } from '../language.js';
import { useLive, type Chat } from '../live/store.js';
import { usePlace } from '../route.js';
import { useLibraryName } from './me.js';
import { Lasting } from '../ui/time.js';
import { To } from '../ui/To.js';

/** One's own chats, with what is unread and whoever has fallen silent. */
export function MyChats() {
  const say = useSay();
  const chats = useLive((live) => live.chats);
  const list = inOrder(chats);
  return (
    <section aria-labelledby="my-chats">
      <h2 id="my-chats">
        {say('my-chats')} <span className="count">{list.length}</span>
      </h2>
      {list.length === 0 ? (
        <p className="quiet none">{say('my-chats.none')}</p>
      ) : (
        <ul className="rows">
          {list.map((chat) => (
            <Row key={chat.session.id} chat={chat} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** As they were accepted, so that a chat keeps its place and its number key. */
export const inOrder = (chats: Readonly<Record<string, Chat>>): Chat[] =>
  Object.values(chats).sort((a, b) => (a.session.acceptedAt ?? '').localeCompare(b.session.acceptedAt ?? ''));

function Row({ chat: { session, lines, unread } }: { chat: Chat }) {
  const say = useSay();
  const nameOf = useLibraryName();
  const { parts } = usePlace();
  const here = parts[0] === 'chat' && parts[1] === session.id;
  const to = `/chat/${session.id}`;
  const last = lines.findLast(({ from }) => from !== 'system');
  const { silence, patronLeftAt } = session;
  const yellow = patronLeftAt !== null || silence?.yellow === true;
  return (
    <li>
      <To className={`row-link chat-row ${yellow ? 'yellow' : ''}`} to={to} current={here}>
        <span className="chat-row-top">
          <strong>{session.patron.name}</strong>
          {unread > 0 && (
            <span className="count hot">
              {unread}
              <span className="unseen"> {say('chat.unread')}</span>
            </span>
          )}
        </span>
        <span className="card-words one-line">{last?.text ?? session.question}</span>
        <span className="quiet chat-row-top">
          <span className="one-line">{nameOf(session.institutionId)}</span>
          {yellow ? (
            <span className="tag yellow">
              <span aria-hidden="true">◔ </span>
              {say(patronLeftAt ? 'chat.left' : 'chat.yellow')}
            </span>
          ) : (
            silence?.prompt && <span className="tag warn">{say('chat.silent')}</span>
          )}
          {!yellow && !silence?.prompt && session.acceptedAt && <Lasting since={session.acceptedAt} />}
        </span>
      </To>
    </li>
  );
}
