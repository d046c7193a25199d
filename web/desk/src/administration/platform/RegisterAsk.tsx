import { CarrelProblem, ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../../api.js';
import { toast } from '../../frame/toast.js';
import { Ask } from '../../ui/Ask.js';
import { Field } from '../../ui/Field.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useSay } from '../words.js';
import { ZoneField } from '../ZoneField.js';

interface Props {
  readonly groups: readonly { readonly id: string; readonly name: string; readonly timeZone: string }[];
  /** Whether the first administrator is made with it: by the operator. */
  readonly withAdministrator?: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** A new library of a subscription group, with its first administrator, who is invited by mail. */
export function RegisterAsk({ groups, withAdministrator = false, onClose, onDone }: Props) {
  const say = useSay();
  const [name, setName] = useState('');
  const [groupId, setGroupId] = useState(groups[0]?.id ?? '');
  const group = groups.find(({ id }) => id === groupId);
  const [timeZone, setTimeZone] = useState<string>();
  const [taken, setTaken] = useState(false);
  const [nameConfirmed, setNameConfirmed] = useState(false);
  const [person, setPerson] = useState('');
  const [email, setEmail] = useState('');
  /** The library stands already, when only its administrator was refused. */
  const [made, setMade] = useState<string>();
  const register = useCommand(
    async () => {
      let id = made;
      if (!id) {
        try {
          const body = {
            name: name.trim(),
            subscriptionGroupId: groupId,
            timeZone: timeZone ?? group?.timeZone ?? 'UTC',
            nameConfirmed,
          };
          ({ id } = await ok(api.admin.POST('/v1/institutions', { body })));
        } catch (error) {
          if (error instanceof CarrelProblem) setTaken(error.problem?.code === 'name-taken');
          throw error;
        }
        setMade(id);
      }
      if (withAdministrator && email.trim()) {
        const body = {
          institutionId: id,
          name: person.trim(),
          email: email.trim(),
          roles: ['institution-admin' as const],
          invite: true,
        };
        await ok(api.admin.POST('/v1/accounts', { body }));
      }
    },
    () => {
      toast(say('libraries.registered', { name: name.trim() }));
      onDone();
    },
  );
  return (
    <Ask title={say('libraries.register')} onClose={onClose}>
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          register.run();
        }}
      >
        <Field label={say('profile.name')} value={name} onChange={setName} maxLength={200} required />
        {taken && (
          <label className="choice">
            <input
              type="checkbox"
              checked={nameConfirmed}
              onChange={({ target }) => setNameConfirmed(target.checked)}
            />
            <span>{say('profile.name-confirmed')}</span>
          </label>
        )}
        {groups.length > 1 && (
          <label className="field">
            <span className="label">{say('libraries.group')}</span>
            <select className="input" value={groupId} onChange={({ target }) => setGroupId(target.value)}>
              {groups.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
        )}
        <ZoneField value={timeZone ?? group?.timeZone ?? 'UTC'} onChange={setTimeZone} />
        {withAdministrator && (
          <fieldset className="panel stack">
            <legend>{say('libraries.administrator')}</legend>
            <Field label={say('accounts.name')} value={person} onChange={setPerson} maxLength={200} />
            <Field
              label={say('accounts.email')}
              type="email"
              value={email}
              onChange={setEmail}
              maxLength={254}
              hint={say('libraries.administrator-hint')}
            />
          </fieldset>
        )}
        <Trouble>{register.trouble}</Trouble>
        <div className="row">
          <button type="submit" className="button first" aria-busy={register.busy || undefined}>
            {say('libraries.register-do')}
          </button>
        </div>
      </form>
    </Ask>
  );
}
