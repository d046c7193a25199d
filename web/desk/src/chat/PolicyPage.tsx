import { CarrelProblem, ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.js';
import { useLibraryName } from '../frame/me.js';
import { useSay } from '../language.js';
import { Empty, Loaded } from '../ui/Loaded.js';

/** How the patron's library wants its patrons served. */
export function PolicyPage({ institutionId }: { institutionId: string }) {
  const say = useSay();
  const nameOf = useLibraryName();
  const [search, setSearch] = useState('');
  const page = useQuery({
    queryKey: ['policy', institutionId],
    staleTime: 300_000,
    queryFn: async () => {
      try {
        return await ok(
          api.admin.GET('/v1/institutions/{id}/policy-page', { params: { path: { id: institutionId } } }),
        );
      } catch (error) {
        if (error instanceof CarrelProblem && (error.status === 404 || error.status === 403)) return null;
        throw error;
      }
    },
  });
  const wanted = search.trim().toLowerCase();
  return (
    <Loaded of={page}>
      {(policy) => {
        const sections = (policy?.sections ?? [])
          .map((section) => ({
            ...section,
            fields: section.fields.filter(
              ({ text, label }) =>
                text && (!wanted || `${section.title} ${label} ${text}`.toLowerCase().includes(wanted)),
            ),
          }))
          .filter(({ fields }) => fields.length > 0);
        if (!policy || (sections.length === 0 && !wanted))
          return <Empty title={say('policy.none', { library: nameOf(institutionId) })} />;
        return (
          <div className="policy">
            <h2>{policy.library}</h2>
            <input
              type="search"
              className="input"
              aria-label={say('policy.search')}
              placeholder={say('policy.search')}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
            {sections.map((section) => (
              <section key={section.key}>
                <h3>{section.title}</h3>
                <dl>
                  {section.fields.map(({ key, label, text }) => (
                    <div key={key}>
                      <dt>{label}</dt>
                      <dd>{text}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
            {sections.length === 0 && <p className="quiet">{say('nothing-found')}</p>}
          </div>
        );
      }}
    </Loaded>
  );
}
