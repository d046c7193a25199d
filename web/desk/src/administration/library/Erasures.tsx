import { ok } from '@carrel/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../api.js';
import { Action } from '../../ui/Action.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { When } from '../../ui/time.js';
import { useSay } from '../words.js';

/** Requests to forget a patron and how far each is. @param nameOf names of libraries, where those of more than one library are listed */
export function Erasures({ nameOf }: { nameOf?: (institutionId: string) => string }) {
  const say = useSay();
  const erasures = useInfiniteQuery({
    queryKey: ['erasures'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      ok(
        api.questions.GET('/v1/erasures', {
          params: { query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ status }) => status === 'running'))
        ? 2_000
        : 30_000,
  });
  return (
    <Loaded of={erasures}>
      {({ pages }) => {
        const all = pages.flatMap(({ items }) => items);
        if (all.length === 0) return <Empty title={say('data.no-erasures')} />;
        return (
          <>
            <ul className="setting-rows">
              {all.map((one) => (
                <li key={one.id} className="plain-row">
                  <strong>
                    {nameOf && `${nameOf(one.institutionId)}: `}
                    {say('data.questions', { count: one.questions })}
                  </strong>
                  <span className="quiet">
                    <When at={one.askedAt} />
                  </span>
                  {one.status === 'done' ? (
                    <span className="tag good">{say('data.done')}</span>
                  ) : (
                    <progress aria-label={say('data.running')} />
                  )}
                </li>
              ))}
            </ul>
            {erasures.hasNextPage && (
              <Action onPress={() => void erasures.fetchNextPage()} busy={erasures.isFetchingNextPage}>
                {say('data.more')}
              </Action>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
