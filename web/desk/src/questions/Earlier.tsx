import { CarrelProblem, ok } from '@carrel/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../api.js';
import { Empty, Loaded } from '../ui/Loaded.js';
import { When } from '../ui/time.js';
import { To } from '../ui/To.js';
import type { Question } from './api.js';
import { Status } from './marks.js';
import { useSay } from './words.js';

const readEarlier = async (id: string, cursor: string | undefined) => {
  try {
    const params = { path: { id }, query: { limit: 50, ...(cursor ? { cursor } : {}) } };
    return await ok(api.questions.GET('/v1/questions/{id}/earlier', { params }));
  } catch (error) {
    if (error instanceof CarrelProblem && (error.status === 404 || error.status === 403)) return null;
    throw error;
  }
};

export const useEarlier = (id: string) =>
  useInfiniteQuery({
    queryKey: ['earlier', id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => readEarlier(id, pageParam),
    getNextPageParam: (page) => page?.nextCursor ?? undefined,
  });

/** What else the patron has asked, while the library sees who asked. */
export function Earlier({ question }: { question: Question }) {
  const say = useSay();
  const earlier = useEarlier(question.id);
  return (
    <div className="stack pad">
      <Loaded of={earlier}>
        {({ pages }) => {
          if (pages[0] === null) return <p className="quiet">{say('contact.hidden')}</p>;
          const rows = pages.flatMap((page) => page?.items ?? []);
          if (rows.length === 0) return <Empty title={say('earlier.none')} />;
          return (
            <>
              <ul className="plain-list">
                {rows.map((row) => (
                  <li key={row.id}>
                    <To to={`/questions/${row.id}`}>{row.subject ?? row.number}</To>
                    <p className="row quiet">
                      <Status status={row.status} /> {row.number} <When at={row.createdAt} />
                    </p>
                  </li>
                ))}
              </ul>
              {earlier.hasNextPage && (
                <button type="button" className="button" onClick={() => void earlier.fetchNextPage()}>
                  {say('earlier.more')}
                </button>
              )}
            </>
          );
        }}
      </Loaded>
    </div>
  );
}
