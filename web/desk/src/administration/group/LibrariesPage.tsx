import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Action } from '../../ui/Action.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import type { GroupArea } from '../areas.js';
import { RegisterAsk } from '../platform/RegisterAsk.js';
import { ProfileAsk } from '../platform/ProfileAsk.js';
import { useSay } from '../words.js';
import { useLibrariesOf } from '../../frame/me.js';

/** The subscription group's libraries: what became of their profiles, and those that wait for approval. */
export function LibrariesPage({ area, may }: { area: GroupArea; may: boolean }) {
  const say = useSay();
  const queries = useQueryClient();
  const libraries = useLibrariesOf(area.id);
  const [registering, setRegistering] = useState(false);
  const [looked, setLooked] = useState<{ id: string; name: string }>();
  const fresh = () => {
    void queries.invalidateQueries({ queryKey: ['libraries-of', area.id] });
    void queries.invalidateQueries({ queryKey: ['libraries'] });
  };
  const order = (status: string) => (status === 'submitted' ? 0 : status === 'closed' ? 2 : 1);
  return (
    <>
      <h1>{say('libraries')}</h1>
      {may && area.of.kind === 'subscription' && (
        <div className="row">
          <Action kind="first" onPress={() => setRegistering(true)}>
            {say('libraries.register')}
          </Action>
        </div>
      )}
      <Loaded of={libraries}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={say('nothing-found')} />
          ) : (
            <ul className="setting-rows">
              {[...all]
                .sort((a, b) => order(a.profileStatus) - order(b.profileStatus))
                .map((one) => (
                  <li key={one.id} className="plain-row">
                    <strong>{one.name}</strong>
                    <span>
                      <span
                        className={`tag ${one.profileStatus === 'active' ? 'good' : one.profileStatus === 'submitted' ? 'warn' : ''}`}
                      >
                        {say(`profile.is.${one.profileStatus}`)}
                      </span>{' '}
                      <span className="quiet">
                        {[one.stateOrProvince, one.timeZone].filter(Boolean).join(' · ')}
                      </span>
                    </span>
                    {may && area.of.kind === 'subscription' && (
                      <Action
                        kind={one.profileStatus === 'submitted' ? 'first' : undefined}
                        label={say(
                          one.profileStatus === 'submitted' ? 'libraries.decide-on' : 'libraries.look-at',
                          { name: one.name },
                        )}
                        onPress={() => setLooked(one)}
                      >
                        {say(one.profileStatus === 'submitted' ? 'libraries.decide' : 'libraries.look')}
                      </Action>
                    )}
                  </li>
                ))}
            </ul>
          )
        }
      </Loaded>
      {registering && (
        <RegisterAsk
          groups={[area.of]}
          onClose={() => setRegistering(false)}
          onDone={() => (fresh(), setRegistering(false))}
        />
      )}
      {looked && (
        <ProfileAsk
          id={looked.id}
          name={looked.name}
          onClose={() => setLooked(undefined)}
          onDone={() => (fresh(), setLooked(undefined))}
        />
      )}
    </>
  );
}
