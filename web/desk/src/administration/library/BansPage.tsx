import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api.js';
import { useMe } from '../../frame/me.js';
import { Action } from '../../ui/Action.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { When } from '../../ui/time.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { usePersonName } from '../people.js';
import { To } from '../../ui/To.js';
import { useSay } from '../words.js';

/** Whom the library has banned, until when, and Lift. */
export function BansPage() {
  const say = useSay();
  const nameOf = usePersonName();
  const { data: me } = useMe();
  const queries = useQueryClient();
  const may = me?.capabilities.includes('chat.answer') ?? false;
  const bans = useQuery({
    queryKey: ['bans'],
    enabled: may,
    queryFn: () => ok(api.chat.GET('/v1/bans', { params: { query: { limit: 200 } } })),
  });
  const lift = useCommand(
    (id: string) => ok(api.chat.DELETE('/v1/bans/{id}', { params: { path: { id } } })),
    () => void queries.invalidateQueries({ queryKey: ['bans'] }),
  );
  return (
    <>
      <h1>{say('bans')}</h1>
      <p>
        {say('bans.text')} <To to="/administration/library/settings/patron-abuse">{say('bans.settings')}</To>
      </p>
      {!may && <Empty title={say('bans.librarians')} />}
      {may && (
        <Loaded of={bans}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={say('bans.none')} />
            ) : (
              <ul className="setting-rows">
                {items.map((one) => (
                  <li key={one.id} className="plain-row">
                    <span>
                      <strong>{one.by.map((by) => say(`ban.by.${by}`)).join(', ')}</strong>
                      <span className="quiet said">{one.note}</span>
                    </span>
                    <span className="quiet">
                      {nameOf(one.madeBy)} · <When at={one.madeAt} /> · {say('bans.until')}{' '}
                      <When at={one.until} />
                    </span>
                    <Action onPress={() => lift.run(one.id)} busy={lift.busy}>
                      {say('bans.lift')}
                    </Action>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      )}
      <Trouble>{lift.trouble}</Trouble>
    </>
  );
}
