import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../../api.js';
import { toast } from '../../frame/toast.js';
import { Action } from '../../ui/Action.js';
import { Ask } from '../../ui/Ask.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useLibrariesOf } from '../../frame/me.js';
import { useAccounts } from '../people.js';
import { useLibraryChoices } from '../settings/pickers.js';
import { useSay } from '../words.js';

interface Props {
  readonly group: {
    readonly id: string;
    readonly name: string;
    readonly kind: 'subscription' | 'cooperative';
    readonly libraries: number;
  };
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Who administers a group: an account of one of its libraries; a cooperative without members begins with that library. */
export function GroupAdministratorAsk({ group, onClose, onDone }: Props) {
  const say = useSay();
  const begins = group.kind === 'cooperative' && group.libraries === 0;
  const all = useLibraryChoices();
  const own = useLibrariesOf(group.id);
  const libraries = begins ? all : (own.data ?? []);
  const [library, setLibrary] = useState('');
  const [account, setAccount] = useState('');
  const people = useAccounts(library || undefined, library !== '');
  const person = people.data?.find(({ id }) => id === account);
  const give = useCommand(
    async () => {
      const path = { id: group.id };
      if (begins) {
        await ok(
          api.admin.PUT('/v1/groups/{id}/founder', { params: { path }, body: { accountId: account } }),
        );
        return;
      }
      const held =
        person?.groupRoles.filter(({ groupId }) => groupId === group.id).map(({ role }) => role) ?? [];
      const roles = [...new Set([...held, 'group-admin' as const])];
      const params = { path: { ...path, accountId: account } };
      await ok(api.admin.PUT('/v1/groups/{id}/roles/{accountId}', { params, body: { roles } }));
    },
    () => {
      toast(say('saved'));
      onDone();
    },
  );
  return (
    <Ask title={say('group.administrator-of', { name: group.name })} onClose={onClose}>
      {begins && <p>{say('group.begins')}</p>}
      <label className="field">
        <span className="label">{say('rota.library')}</span>
        <select
          className="input"
          value={library}
          onChange={({ target }) => {
            setLibrary(target.value);
            setAccount('');
          }}
        >
          <option value="">{say('field.none')}</option>
          {libraries.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span className="label">{say('group.person')}</span>
        <select className="input" value={account} onChange={({ target }) => setAccount(target.value)}>
          <option value="">{say('field.none')}</option>
          {people.data
            ?.filter(({ active }) => active)
            .map(({ id, name, email }) => (
              <option key={id} value={id}>
                {name} ({email})
              </option>
            ))}
        </select>
      </label>
      {people.data && !people.data.some(({ active }) => active) && (
        <p className="quiet" role="status">
          {say('group.nobody-there')}
        </p>
      )}
      <Trouble>{give.trouble}</Trouble>
      <div className="row">
        <Action
          kind="first"
          onPress={() => give.run()}
          busy={give.busy}
          whyNot={account ? undefined : say('group.person-first')}
        >
          {say('save')}
        </Action>
      </div>
    </Ask>
  );
}
