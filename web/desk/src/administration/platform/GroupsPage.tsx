import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { Action } from '../../ui/Action.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Sure } from '../../ui/Sure.js';
import { useCommand } from '../../ui/useCommand.js';
import { GroupAdministratorAsk } from './GroupAdministratorAsk.js';
import { useSay } from '../words.js';
import { NewGroup } from './NewGroup.js';

const readGroups = async () => {
  const found = [];
  for (let cursor: string | undefined; ;) {
    const page = await ok(
      api.admin.GET('/v1/groups', { params: { query: { limit: 200, ...(cursor ? { cursor } : {}) } } }),
    );
    found.push(...page.items);
    if (!page.nextCursor || found.length > 2_000) return found;
    cursor = page.nextCursor;
  }
};
export const useGroups = () => useQuery({ queryKey: ['groups', 'all'], queryFn: readGroups });

/** Every group of the platform; new ones, and those that end. */
export function PlatformGroupsPage() {
  const say = useSay();
  const queries = useQueryClient();
  const groups = useGroups();
  const [making, setMaking] = useState(false);
  const [led, setLed] = useState<NonNullable<typeof groups.data>[number]>();
  const [ending, setEnding] = useState<{ id: string; name: string }>();
  const fresh = () => void queries.invalidateQueries({ queryKey: ['groups'] });
  const remove = useCommand(
    (id: string) => ok(api.admin.DELETE('/v1/groups/{id}', { params: { path: { id } } })),
    () => {
      setEnding(undefined);
      fresh();
    },
  );
  return (
    <>
      <h1>{say('platform.groups')}</h1>
      <div className="row">
        <Action kind="first" onPress={() => setMaking(true)}>
          {say('group.new')}
        </Action>
      </div>
      <Loaded of={groups}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={say('nothing-found')} />
          ) : (
            <ul className="setting-rows">
              {all.map((one) => (
                <li key={one.id} className="plain-row">
                  <strong>{one.name}</strong>
                  <span className="quiet">
                    {say(`group.kind.${one.kind}`)} · {say('groups.libraries', { count: one.libraries })} ·{' '}
                    {one.timeZone}
                  </span>
                  <span className="row">
                    <Action
                      label={say('group.administrator-of', { name: one.name })}
                      onPress={() => setLed(one)}
                    >
                      {say('group.administrator')}
                    </Action>
                    <Action
                      kind="plain"
                      label={say('group.end-name', { name: one.name })}
                      onPress={() => setEnding(one)}
                    >
                      {say('group.end')}
                    </Action>
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {making && <NewGroup onClose={() => setMaking(false)} onDone={() => (fresh(), setMaking(false))} />}
      {led && (
        <GroupAdministratorAsk
          group={led}
          onClose={() => setLed(undefined)}
          onDone={() => {
            fresh();
            setLed(undefined);
          }}
        />
      )}
      {ending && (
        <Sure
          title={say('group.end-name', { name: ending.name })}
          text={say('group.end-text')}
          does={say('group.end')}
          command={remove}
          onDo={() => remove.run(ending.id)}
          onClose={() => setEnding(undefined)}
        />
      )}
    </>
  );
}
