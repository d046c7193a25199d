import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { useMe } from '../../frame/me.js';
import { toast } from '../../frame/toast.js';
import { Action } from '../../ui/Action.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Sure } from '../../ui/Sure.js';
import { When } from '../../ui/time.js';
import { useCommand } from '../../ui/useCommand.js';
import { usePersonName } from '../people.js';
import { To } from '../../ui/To.js';
import '../administration.css';
import { useSay } from '../words.js';

/** Whom the library has banned, until when, and Lift. */
export default function BansPage() {
  const say = useSay();
  const nameOf = usePersonName();
  const { data: me } = useMe();
  const queries = useQueryClient();
  const [lifted, setLifted] = useState<string>();
  const bans = useQuery({
    queryKey: ['bans'],
    queryFn: () => ok(api.chat.GET('/v1/bans', { params: { query: { limit: 200 } } })),
  });
  const lift = useCommand(
    (id: string) => ok(api.chat.DELETE('/v1/bans/{id}', { params: { path: { id } } })),
    () => {
      toast(say('bans.lifted'));
      setLifted(undefined);
      void queries.invalidateQueries({ queryKey: ['bans'] });
    },
  );
  return (
    <>
      <h1>{say('bans')}</h1>
      <p>
        {say('bans.text')}{' '}
        {me?.roles.includes('institution-admin') && (
          <To to="/administration/library/settings/patron-abuse">{say('bans.settings')}</To>
        )}
      </p>
      <Loaded of={bans}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={say('bans.none')}>{say('bans.how')}</Empty>
          ) : (
            <ul className="setting-rows">
              {items.map((one) => (
                <li key={one.id} className="plain-row">
                  <span>
                    <strong>{one.note ?? say('bans.no-note')}</strong>
                    <span className="quiet said">
                      {say('bans.by', { marks: one.by.map((by) => say(`ban.by.${by}`)).join(', ') })}
                    </span>
                  </span>
                  <span className="quiet">
                    {nameOf(one.madeBy)} · <When at={one.madeAt} /> · {say('bans.until')}{' '}
                    <When at={one.until} />
                  </span>
                  <Action
                    onPress={() => setLifted(one.id)}
                    label={say('bans.lift-name', { what: one.note ?? say('bans.no-note') })}
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
          title={say('bans.lift')}
          text={say('bans.lift-text')}
          does={say('bans.lift')}
          command={lift}
          onDo={() => lift.run(lifted)}
          onClose={() => setLifted(undefined)}
        />
      )}
    </>
  );
}
