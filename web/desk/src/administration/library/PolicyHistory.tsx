import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { useLibraryName } from '../../frame/me.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { When } from '../../ui/time.js';
import { usePersonName } from '../people.js';
import { useSay } from '../words.js';

interface Props {
  readonly id: string;
  /** What a field is called. */
  readonly nameOf: (field: string) => string;
}

/** Who changed the policy page, and who looked at what is secret of it. */
export function PolicyHistory({ id, nameOf }: Props) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{say('history')}</summary>
      {open && <Both id={id} nameOf={nameOf} />}
    </details>
  );
}

function Both({ id, nameOf }: Props) {
  const say = useSay();
  const personOf = usePersonName();
  const libraryOf = useLibraryName();
  const params = { path: { id }, query: { limit: 50 } };
  const changes = useQuery({
    queryKey: ['policy-history', id],
    queryFn: () => ok(api.admin.GET('/v1/institutions/{id}/policy-page/history', { params })),
  });
  const reads = useQuery({
    queryKey: ['policy-secret-reads', id],
    queryFn: () => ok(api.admin.GET('/v1/institutions/{id}/policy-page/secret-reads', { params })),
  });
  return (
    <div className="two-columns">
      <section className="panel" aria-labelledby="policy-changes">
        <h2 id="policy-changes">{say('policy.changes')}</h2>
        <Loaded of={changes}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={say('history.none')} />
            ) : (
              <ol className="plain-list">
                {items.map(({ version, what, changedBy, changedAt }) => (
                  <li key={version}>
                    <strong>{nameOf(what)}</strong> <span className="quiet">{personOf(changedBy)}</span>{' '}
                    <When at={changedAt} />
                  </li>
                ))}
              </ol>
            )
          }
        </Loaded>
      </section>
      <section className="panel" aria-labelledby="policy-reads">
        <h2 id="policy-reads">{say('policy.reads')}</h2>
        <Loaded of={reads}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={say('policy.no-reads')} />
            ) : (
              <ol className="plain-list">
                {items.map((one) => (
                  <li key={one.id}>
                    <strong>{nameOf(one.field)}</strong>{' '}
                    <span className="quiet">
                      {one.institutionId === id ? personOf(one.accountId) : libraryOf(one.institutionId)}
                    </span>{' '}
                    <When at={one.at} />
                  </li>
                ))}
              </ol>
            )
          }
        </Loaded>
      </section>
    </div>
  );
}
