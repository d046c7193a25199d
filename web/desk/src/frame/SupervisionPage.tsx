import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.js';
import { useSay } from '../language.js';
import { usePlace } from '../route.js';
import { Empty, Loaded } from '../ui/Loaded.js';
import { Clock, Lasting } from '../ui/time.js';
import { To } from '../ui/To.js';
import { useLibraries, useLibraryName } from './me.js';

const EVERY_MS = 4_000;
const readSessions = () =>
  ok(api.chat.GET('/v1/supervision/sessions', { params: { query: { limit: 200 } } }));
type Session = Awaited<ReturnType<typeof readSessions>>['items'][number];

/** Live chats of one's own patrons, to read; who wants to step in asks the librarian for a transfer by IM. */
export default function SupervisionPage() {
  const say = useSay();
  const { parts } = usePlace();
  const sessions = useQuery({
    queryKey: ['supervision'],
    queryFn: readSessions,
    refetchInterval: EVERY_MS,
  });
  const open = sessions.data?.items.find(({ id }) => id === parts[1]);
  return (
    <>
      <main id="work" className="work page" tabIndex={-1}>
        <h1>{say('supervision')}</h1>
        <p className="quiet">{say('supervision.text')}</p>
        <Loaded of={sessions}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={say('supervision.none')} />
            ) : (
              <ul className="rows">
                {items.map((session) => (
                  <Row key={session.id} session={session} here={session.id === parts[1]} />
                ))}
              </ul>
            )
          }
        </Loaded>
      </main>
      <aside className="helps pad" aria-label={say('supervision.chat')}>
        {open ? (
          <Conversation key={open.id} session={open} />
        ) : (
          <p className="quiet">{say(parts[1] ? 'supervision.over' : 'supervision.choose')}</p>
        )}
      </aside>
    </>
  );
}

function Row({ session, here }: { session: Session; here: boolean }) {
  const say = useSay();
  const nameOf = useLibraryName();
  const to = `/supervision/${session.id}`;
  const staff = session.librarians.filter(({ leftAt }) => !leftAt).map(({ name }) => name);
  return (
    <li>
      <To className="row-link chat-row boxed" to={to} current={here}>
        <span className="chat-row-top">
          <strong>{session.patron.name}</strong>
          <Lasting since={session.acceptedAt ?? session.requestedAt} />
        </span>
        <span className="one-line">{session.question}</span>
        <span className="quiet one-line">
          {nameOf(session.institutionId)} ·{' '}
          {staff.length > 0 ? say('supervision.with', { names: staff.join(', ') }) : say('supervision.waits')}
        </span>
      </To>
    </li>
  );
}

function Conversation({ session }: { session: Session }) {
  const say = useSay();
  const { data: libraries } = useLibraries();
  const lines = useQuery({
    queryKey: ['supervision', session.id],
    queryFn: () => readAll(session.id),
    refetchInterval: EVERY_MS,
  });
  const zone = libraries?.get(session.institutionId)?.timeZone;
  return (
    <section className="stack">
      <h2>{session.patron.name}</h2>
      <Loaded of={lines}>
        {(items) => (
          <div
            className="lines"
            role="log"
            tabIndex={0}
            aria-label={say('chat.lines', { name: session.patron.name })}
          >
            <p className="asked">{session.question}</p>
            {items.map(({ seq, from, name, text, sentAt }) =>
              from === 'system' ? (
                <p key={seq} className="line system">
                  {text} <Clock at={sentAt} zone={zone} />
                </p>
              ) : (
                <div key={seq} className={`line ${from}`}>
                  <p className="who">
                    {name ?? (from === 'patron' ? session.patron.name : '')} <Clock at={sentAt} zone={zone} />
                  </p>
                  <div className="bubble">{text}</div>
                </div>
              ),
            )}
          </div>
        )}
      </Loaded>
    </section>
  );
}

const readPage = (id: string, after: string | undefined) =>
  ok(
    api.chat.GET('/v1/supervision/sessions/{id}/messages', {
      params: { path: { id }, query: after ? { after } : {} },
    }),
  );

async function readAll(id: string) {
  const first = await readPage(id, undefined);
  const items = [...first.items];
  for (let next = first.nextCursor; next;) {
    const page = await readPage(id, next);
    items.push(...page.items);
    next = page.nextCursor;
  }
  return items;
}
