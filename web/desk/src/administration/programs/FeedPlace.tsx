import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.js';
import { When } from '../../ui/time.js';
import { useSay } from '../words.js';

/** Where the accounts that read a group's feed stand, by their ids. */
export const useFeedPlaces = (groupId: string | undefined) =>
  useQuery({
    queryKey: ['feed-readers', groupId],
    queryFn: async () =>
      ok(api.notifications.GET('/v1/groups/{id}/feed-readers', { params: { path: { id: groupId! } } })),
    select: ({ items }) => new Map(items.map((one) => [one.serviceAccountId, one])),
    refetchInterval: 15_000,
    enabled: groupId !== undefined,
  });
type Places = ReturnType<typeof useFeedPlaces>;

/** How far an account has read the feed, what waits for it, and when it last called. */
export function FeedPlace({ id, places }: { id: string; places: Places }) {
  const say = useSay();
  if (places.isError) return <span className="quiet said">{say('feed.unknown')}</span>;
  const place = places.data?.get(id);
  if (!place) return places.data && <span className="quiet said">{say('feed.never')}</span>;
  const { pending, unacknowledged, lastEvent, calledAt } = place;
  return (
    <>
      <span className="said">
        {say('feed.waits', { pending, unacknowledged })} · {say('feed.called')} <When at={calledAt} />
      </span>
      <span className="quiet said">
        {lastEvent ? (
          <>
            {say('feed.taken')} <When at={lastEvent.time} />: <code>{lastEvent.type}</code>{' '}
            <code>{lastEvent.id}</code>
          </>
        ) : (
          say('feed.none-taken')
        )}
      </span>
    </>
  );
}
