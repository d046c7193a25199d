import { useLibraryName, useMe } from '../frame/me.js';
import { useLanguage } from '../language.js';
import { go } from '../route.js';
import { Empty, Loaded } from '../ui/Loaded.js';
import { When } from '../ui/time.js';
import { To } from '../ui/To.js';
import { useQueue, type ToReview } from './api.js';
import { mondayOf, weekName, weeksLater } from './week.js';
import { useSay, type Key } from './words.js';

/** Chats of one week with the library's patrons, and those its librarians held for others (R7, R80). */
export function Queue({ search }: { search: URLSearchParams }) {
  const say = useSay();
  const language = useLanguage();
  const { data: me } = useMe();
  const thisWeek = mondayOf(new Date(), me?.institution?.timeZone ?? 'UTC');
  const week = search.get('week') ?? thisWeek;
  const reviewed = search.get('reviewed') === 'true';
  const queue = useQueue(week, reviewed);
  const open = (to: string, done = reviewed) => go(`/review?week=${to}${done ? '&reviewed=true' : ''}`);
  return (
    <>
      <div className="row spread">
        <div className="row" role="group" aria-label={say('queue.week')}>
          <button type="button" className="button" onClick={() => open(weeksLater(week, -1))}>
            {say('queue.before')}
          </button>
          <strong>{weekName(week, language)}</strong>
          {week < thisWeek && (
            <button type="button" className="button" onClick={() => open(weeksLater(week, 1))}>
              {say('queue.after')}
            </button>
          )}
        </div>
        <label className="choice">
          <input type="checkbox" checked={reviewed} onChange={({ target }) => open(week, target.checked)} />
          <span>{say('queue.reviewed')}</span>
        </label>
      </div>
      <Loaded of={queue}>
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0)
            return <Empty title={say(reviewed ? 'queue.none-reviewed' : 'queue.none')} />;
          return (
            <>
              <ul className="review-rows">
                {rows.map((row) => (
                  <li key={row.questionId}>
                    <ReviewRow row={row} to={`/review/${row.questionId}?week=${week}`} />
                  </li>
                ))}
              </ul>
              {queue.hasNextPage && (
                <button
                  type="button"
                  className="button"
                  aria-busy={queue.isFetchingNextPage}
                  onClick={() => void queue.fetchNextPage()}
                >
                  {say('more')}
                </button>
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}

function ReviewRow({ row, to }: { row: ToReview; to: string }) {
  const say = useSay();
  const nameOf = useLibraryName();
  return (
    <To className="review-row" to={to}>
      <span>
        <strong>{row.librarian?.name ?? say('queue.nobody')}</strong>
        <span className="quiet block">
          {nameOf(row.librarianInstitutionId)} ·{' '}
          {say('queue.patron-of', { library: nameOf(row.patronInstitutionId) })}
        </span>
      </span>
      <span>
        {row.number}
        {row.resolution && <span className="quiet block">{say(`resolution.${row.resolution}` as Key)}</span>}
      </span>
      <span className="quiet">
        <When at={row.at} />
        {row.reviewedAt && <span className="block">{say('queue.is-reviewed')}</span>}
      </span>
    </To>
  );
}
