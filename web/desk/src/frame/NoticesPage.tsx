import { ok } from '@carrel/client';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../api.js';
import { useSay, type Key, type Say } from '../language.js';
import { useLive } from '../live/store.js';
import { Empty } from '../ui/Loaded.js';
import { When } from '../ui/time.js';
import { To } from '../ui/To.js';
import { Trouble, troubleOf } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';

const read = (unread: boolean, cursor: string | undefined) =>
  ok(
    api.chat.GET('/v1/me/notices', {
      params: { query: { limit: 50, unread, ...(cursor ? { cursor } : {}) } },
    }),
  );
type Notice = Awaited<ReturnType<typeof read>>['items'][number];

/** What happened to questions of this librarian and library; each leads to its place. */
export default function NoticesPage() {
  const say = useSay();
  const queries = useQueryClient();
  const [unread, setUnread] = useState(false);
  const last = useLive(({ lastNotice }) => lastNotice?.seq);
  const notices = useInfiniteQuery({
    queryKey: ['notices', unread],
    queryFn: ({ pageParam }) => read(unread, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  const anew = () => void queries.invalidateQueries({ queryKey: ['notices'] });
  useEffect(() => {
    if (last) anew();
  }, [last]);
  const mark = useCommand(
    (upTo: number) => ok(api.chat.POST('/v1/me/notices/read', { body: { upTo } })),
    anew,
  );
  const items = notices.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = items[0];
  return (
    <main id="work" className="work page" tabIndex={-1}>
      <div className="row spread">
        <h1>{say('notices')}</h1>
        <div className="row">
          <label className="choice">
            <input type="checkbox" checked={unread} onChange={({ target }) => setUnread(target.checked)} />
            <span>{say('notices.unread-only')}</span>
          </label>
          {newest && items.some((notice) => !notice.read) && (
            <button
              type="button"
              className="button"
              aria-busy={mark.busy}
              onClick={() => mark.run(newest.seq)}
            >
              {say('notices.mark-all')}
            </button>
          )}
        </div>
      </div>
      <Trouble>{mark.trouble}</Trouble>
      {notices.isError && (
        <Trouble again={() => void notices.refetch()}>{troubleOf(notices.error, say)}</Trouble>
      )}
      {notices.isPending && (
        <p className="loading" role="status">
          {say('loading')}
        </p>
      )}
      {notices.data && items.length === 0 && (
        <Empty title={say(unread ? 'notices.none-unread' : 'notices.none')} />
      )}
      {items.length > 0 && (
        <ul className="notices" aria-label={say('notices')}>
          {items.map((notice) => (
            <Row key={notice.seq} notice={notice} onOpen={() => !notice.read && mark.run(notice.seq)} />
          ))}
        </ul>
      )}
      {notices.hasNextPage && (
        <button
          type="button"
          className="button"
          aria-busy={notices.isFetchingNextPage}
          onClick={() => void notices.fetchNextPage()}
        >
          {say('notices.more')}
        </button>
      )}
    </main>
  );
}

function Row({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const say = useSay();
  const to = placeOf(notice);
  return (
    <li className={`notice ${notice.read ? '' : 'unread'}`}>
      <To to={to} onClick={onOpen}>
        {!notice.read && (
          <>
            <span className="dot" aria-hidden="true" />
            <span className="unseen">{say('notices.unread')}: </span>
          </>
        )}
        <span>{wordsOf(notice, say)}</span>
        {notice.dueAt && (
          <span className="quiet">
            {say(notice.kind === 'duty-began' ? 'notices.until' : 'notices.due')} <When at={notice.dueAt} />
          </span>
        )}
        <span className="quiet notice-when">
          <When at={notice.at} />
        </span>
      </To>
    </li>
  );
}

const placeOf = ({ questionId, dutyId }: Notice): string =>
  questionId ? `/questions/${questionId}` : dutyId ? '/rota' : '/questions';

/** One sentence each: who did what to which question, as far as it is known. */
function wordsOf({ kind, number, library, assignee, by }: Notice, say: Say): string {
  return say(`notice.${kind}` as Key, {
    question: number ? say('notice.question', { number }) : say('notice.a-question'),
    library: library?.name ?? say('notice.a-library'),
    assignee: assignee?.name ?? '',
    by: by?.name ?? library?.name ?? say('system'),
  });
}
