import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.js';
import { useMe } from '../frame/me.js';
import { useSay } from '../language.js';
import type { Session } from '../live/types.js';
import { hrefOf } from '../route.js';
import { When } from '../ui/time.js';

const SHOWN = 5;
const earlierOf = (patron: string) =>
  ok(api.questions.GET('/v1/questions', { params: { query: { list: 'all', patron, limit: SHOWN } } }));

/** What a patron of one's own library asked before; they open beside the chat, which goes on. */
export function Earlier({ session }: { session: Session }) {
  const say = useSay();
  const { data: me } = useMe();
  const address = session.patron.email;
  const earlier = useQuery({
    queryKey: ['earlier', address],
    queryFn: () => earlierOf(address!),
    enabled: Boolean(address) && me?.institution?.id === session.institutionId && !session.practice,
    staleTime: 60_000,
  });
  if (!earlier.data?.items.length) return null;
  return (
    <section>
      <h3>{say('earlier')}</h3>
      <ul className="plain-list">
        {earlier.data.items.map(({ id, subject, updatedAt }) => (
          <li key={id}>
            <a href={hrefOf(`/questions/${id}`)} target="_blank" rel="noopener" className="one-line">
              {subject}
            </a>
            <span className="quiet">
              <When at={updatedAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
