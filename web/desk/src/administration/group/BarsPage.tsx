import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { toast } from '../../frame/toast.js';
import { Action } from '../../ui/Action.js';
import { Field } from '../../ui/Field.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Sure } from '../../ui/Sure.js';
import { When } from '../../ui/time.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import type { GroupArea } from '../areas.js';
import { useSay } from '../words.js';
import { useLibrariesOf } from '../../frame/me.js';

/** Libraries that nothing is referred to, with what librarians read beside them, and where to instead. */
export function BarsPage({ area }: { area: GroupArea }) {
  const say = useSay();
  const queries = useQueryClient();
  const libraries = useLibrariesOf(area.id);
  const bars = useQuery({
    queryKey: ['bars', area.id],
    queryFn: () =>
      ok(
        api.referrals.GET('/v1/groups/{id}/bars', {
          params: { path: { id: area.id }, query: { limit: 200 } },
        }),
      ),
  });
  const fresh = () => void queries.invalidateQueries({ queryKey: ['bars', area.id] });
  const choices = libraries.data ?? [];
  const nameOf = (id: string) => choices.find((one) => one.id === id)?.name ?? '';
  const [library, setLibrary] = useState('');
  const [reason, setReason] = useState('');
  const [redirect, setRedirect] = useState('');
  const bar = useCommand(
    () =>
      ok(
        api.referrals.POST('/v1/groups/{id}/bars', {
          params: { path: { id: area.id } },
          body: { institutionId: library, reason: reason.trim(), redirectToInstitutionId: redirect || null },
        }),
      ),
    () => {
      toast(say('bars.barred', { name: nameOf(library) }));
      setLibrary('');
      setReason('');
      setRedirect('');
      fresh();
    },
  );
  const [lifted, setLifted] = useState<{ id: string; name: string }>();
  const lift = useCommand(
    (id: string) => ok(api.referrals.POST('/v1/bars/{id}/lift', { params: { path: { id } } })),
    () => {
      toast(say('bars.lifted', { name: lifted?.name ?? '' }));
      setLifted(undefined);
      fresh();
    },
  );
  const whyNot = library && reason.trim() ? undefined : say('bars.fill-first');
  return (
    <>
      <h1>{say('bars')}</h1>
      <p>{say('bars.text')}</p>
      <section className="panel stack" aria-labelledby="bar-title">
        <h2 id="bar-title">{say('bars.new')}</h2>
        <label className="field">
          <span className="label">{say('rota.library')}</span>
          <select className="input" value={library} onChange={({ target }) => setLibrary(target.value)}>
            <option value="">{say('field.none')}</option>
            {choices.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Field label={say('bars.reason')} value={reason} onChange={setReason} maxLength={300} />
        <label className="field">
          <span className="label">{say('bars.instead')}</span>
          <select className="input" value={redirect} onChange={({ target }) => setRedirect(target.value)}>
            <option value="">{say('field.none')}</option>
            {choices
              .filter(({ id }) => id !== library)
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </select>
        </label>
        <Trouble>{bar.trouble}</Trouble>
        <div className="row">
          <Action kind="first" onPress={() => bar.run()} busy={bar.busy} whyNot={whyNot}>
            {say('bars.bar')}
          </Action>
        </div>
      </section>
      <Loaded of={bars}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={say('bars.none')} />
          ) : (
            <ul className="setting-rows">
              {items.map((one) => (
                <li key={one.id} className="plain-row">
                  <strong>{one.institutionName}</strong>
                  <span>
                    {one.reason}
                    <span className="quiet said">
                      {one.redirectToInstitutionName &&
                        `${say('bars.instead')}: ${one.redirectToInstitutionName} · `}
                      {one.barred.accountName} · <When at={one.barred.at} />
                    </span>
                  </span>
                  <Action
                    onPress={() => setLifted({ id: one.id, name: one.institutionName ?? '' })}
                    label={say('bars.lift-name', { name: one.institutionName ?? '' })}
                  >
                    {say('bans.lift')}
                  </Action>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {lifted && (
        <Sure
          title={say('bars.lift-name', { name: lifted.name })}
          text={say('bars.lift-text')}
          does={say('bans.lift')}
          command={lift}
          onDo={() => lift.run(lifted.id)}
          onClose={() => setLifted(undefined)}
        />
      )}
    </>
  );
}
