import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.js';
import { useLibraryName } from '../frame/me.js';
import { When } from '../ui/time.js';
import { Status } from './marks.js';
import { useSay } from './words.js';

/** What question has this number, so that nobody names another than the one that is meant. */
export function OtherQuestion({ number }: { number: string }) {
  const say = useSay();
  const nameOf = useLibraryName();
  const other = useQuery({
    queryKey: ['by-number', number],
    enabled: /^\d{1,15}$/.test(number),
    staleTime: 60_000,
    queryFn: () => ok(api.questions.GET('/v1/questions', { params: { query: { number } } })),
  });
  const found = other.data?.items[0];
  return (
    <div role="status" className={found ? 'letter' : ''}>
      {found ? (
        <>
          <p>
            <Status status={found.status} /> <strong>{found.subject ?? found.number}</strong>
          </p>
          <p className="quiet">
            {found.number} · {found.patronInstitutionName ?? nameOf(found.patronInstitutionId)} ·{' '}
            <When at={found.createdAt} />
          </p>
        </>
      ) : (
        other.data && <p className="quiet">{say('other.none')}</p>
      )}
    </div>
  );
}
