import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { Action } from '../../ui/Action.js';
import { Ask } from '../../ui/Ask.js';
import { Field } from '../../ui/Field.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { GroupAdministratorAsk } from './GroupAdministratorAsk.js';
import { useSay } from '../words.js';
import { ZoneField } from '../ZoneField.js';

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
        <Ask
          title={say('group.end-name', { name: ending.name })}
          onClose={() => setEnding(undefined)}
          role="alertdialog"
        >
          <p>{say('group.end-text')}</p>
          <Trouble>{remove.trouble}</Trouble>
          <div className="row">
            <Action kind="danger" onPress={() => remove.run(ending.id)} busy={remove.busy}>
              {say('group.end')}
            </Action>
            <Action onPress={() => setEnding(undefined)}>{say('cancel')}</Action>
          </div>
        </Ask>
      )}
    </>
  );
}

function NewGroup({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const say = useSay();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<'subscription' | 'cooperative'>('subscription');
  const [timeZone, setTimeZone] = useState(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const make = useCommand(
    () => ok(api.admin.POST('/v1/groups', { body: { name: name.trim(), kind, timeZone } })),
    onDone,
  );
  return (
    <Ask title={say('group.new')} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          make.run();
        }}
      >
        <Field label={say('group.name')} value={name} onChange={setName} maxLength={60} />
        <fieldset className="choices">
          <legend>{say('group.kind')}</legend>
          {(['subscription', 'cooperative'] as const).map((one) => (
            <label key={one} className="choice">
              <input type="radio" name="group-kind" checked={kind === one} onChange={() => setKind(one)} />
              <span>{say(`group.kind.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        <ZoneField value={timeZone} onChange={setTimeZone} />
        <Trouble>{make.trouble}</Trouble>
        <div className="row">
          <button type="submit" className="button first" aria-busy={make.busy || undefined}>
            {say('programs.make')}
          </button>
        </div>
      </form>
    </Ask>
  );
}
