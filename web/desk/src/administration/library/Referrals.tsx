import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.js';
import { Loaded } from '../../ui/Loaded.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useLibraryChoices } from '../settings/pickers.js';
import { useSay } from '../words.js';

/** Whether other libraries may refer questions here, and where they go instead. */
export function Referrals({ institutionId: id }: { institutionId: string }) {
  const say = useSay();
  const queries = useQueryClient();
  const at = { params: { path: { id } } };
  const library = useQuery({
    queryKey: ['institution', id],
    queryFn: () => ok(api.admin.GET('/v1/institutions/{id}', at)),
  });
  const libraries = useLibraryChoices().filter((one) => one.id !== id);
  const set = useCommand(
    (acceptsReferrals: boolean, redirectToInstitutionId: string | null) =>
      ok(
        api.admin.PUT('/v1/institutions/{id}/referrals', {
          ...at,
          body: { acceptsReferrals, redirectToInstitutionId },
        }),
      ),
    () => void queries.invalidateQueries({ queryKey: ['institution', id] }),
  );
  return (
    <section className="panel" aria-labelledby="referrals-title">
      <h2 id="referrals-title">{say('referrals')}</h2>
      <Loaded of={library}>
        {({ acceptsReferrals, redirectToInstitutionId }) => (
          <>
            <label className="choice">
              <input
                type="checkbox"
                checked={acceptsReferrals}
                onChange={({ target }) =>
                  set.run(target.checked, target.checked ? null : redirectToInstitutionId)
                }
              />
              <span>{say('referrals.accepts')}</span>
            </label>
            {!acceptsReferrals && (
              <label className="field">
                <span className="label">{say('referrals.redirect')}</span>
                <select
                  className="input"
                  value={redirectToInstitutionId ?? ''}
                  onChange={({ target }) => set.run(false, target.value || null)}
                >
                  <option value="">{say('field.none')}</option>
                  {libraries.map((one) => (
                    <option key={one.id} value={one.id}>
                      {one.name}
                    </option>
                  ))}
                </select>
              </label>
            )}
          </>
        )}
      </Loaded>
      <Trouble>{set.trouble}</Trouble>
    </section>
  );
}
