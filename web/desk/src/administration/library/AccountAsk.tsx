import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../../api.js';
import { useMe } from '../../frame/me.js';
import { Action } from '../../ui/Action.js';
import { Ask } from '../../ui/Ask.js';
import { Field } from '../../ui/Field.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { administers } from '../areas.js';
import type { Person } from '../people.js';
import { useSay } from '../words.js';
import { SecondFactorOf } from './SecondFactorOf.js';

const roles = ['librarian', 'reviewer', 'institution-admin'] as const;
const groupRoles = ['coordinator', 'group-admin'] as const;

interface Props {
  /** Nobody: a new account is made. */
  readonly of: Person | undefined;
  readonly institutionId: string;
  /** Roles that a new account begins with. */
  readonly as?: readonly (typeof roles)[number][];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** A new account, or what is changed of one. */
export function AccountAsk({ of, institutionId, as = ['librarian'], onClose, onDone }: Props) {
  const say = useSay();
  const { data: me } = useMe();
  const [name, setName] = useState(of?.name ?? '');
  const [email, setEmail] = useState(of?.email ?? '');
  const [held, setHeld] = useState<ReadonlySet<string>>(new Set(of?.roles ?? as));
  const [trained, setTrained] = useState(of?.trained ?? false);
  const [invite, setInvite] = useState(true);
  const groups = me?.groups.filter(({ id }) => administers(me, id)) ?? [];
  const was = new Set(of?.groupRoles.map(({ groupId, role }) => `${groupId} ${role}`) ?? []);
  const [inGroups, setInGroups] = useState<ReadonlySet<string>>(was);
  const toggled = (set: ReadonlySet<string>, one: string, on: boolean) =>
    new Set(on ? [...set, one] : [...set].filter((other) => other !== one));

  const save = useCommand(async () => {
    const body = {
      name: name.trim(),
      email: email.trim(),
      roles: roles.filter((role) => held.has(role)),
      trained,
    };
    if (!of) await ok(api.admin.POST('/v1/accounts', { body: { ...body, institutionId, invite } }));
    else {
      await ok(api.admin.PUT('/v1/accounts/{id}', { params: { path: { id: of.id } }, body }));
      for (const { id } of groups) {
        const now = groupRoles.filter((role) => inGroups.has(`${id} ${role}`));
        const before = groupRoles.filter((role) => was.has(`${id} ${role}`));
        if (now.join() === before.join()) continue;
        const path = { id, accountId: of.id };
        await ok(
          api.admin.PUT('/v1/groups/{id}/roles/{accountId}', { params: { path }, body: { roles: now } }),
        );
      }
    }
  }, onDone);
  const turn = useCommand(() => {
    const at = { params: { path: { id: of!.id } } };
    return ok(
      of!.active
        ? api.admin.POST('/v1/accounts/{id}/deactivate', at)
        : api.admin.POST('/v1/accounts/{id}/reactivate', at),
    );
  }, onDone);
  return (
    <Ask title={of ? say('accounts.change', { name: of.name }) : say('accounts.new')} onClose={onClose}>
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.run();
        }}
      >
        <Field label={say('accounts.name')} value={name} onChange={setName} maxLength={200} required />
        <Field
          label={say('accounts.email')}
          type="email"
          value={email}
          onChange={setEmail}
          maxLength={254}
          required
        />
        <fieldset className="choices">
          <legend>{say('accounts.roles')}</legend>
          {roles.map((role) => (
            <label key={role} className="choice">
              <input
                type="checkbox"
                checked={held.has(role)}
                onChange={({ target }) => setHeld(toggled(held, role, target.checked))}
              />
              <span>
                {say(`role.${role}`)} <span className="quiet">{say(`role.${role}.does`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <label className="choice">
          <input type="checkbox" checked={trained} onChange={({ target }) => setTrained(target.checked)} />
          <span>{say('accounts.is-trained')}</span>
        </label>
        {of &&
          groups.map((group) => (
            <fieldset key={group.id} className="choices">
              <legend>{say('accounts.in-group', { name: group.name })}</legend>
              {groupRoles.map((role) => (
                <label key={role} className="choice">
                  <input
                    type="checkbox"
                    checked={inGroups.has(`${group.id} ${role}`)}
                    onChange={({ target }) =>
                      setInGroups(toggled(inGroups, `${group.id} ${role}`, target.checked))
                    }
                  />
                  <span>{say(`role.${role}`)}</span>
                </label>
              ))}
            </fieldset>
          ))}
        {!of && (
          <label className="choice">
            <input type="checkbox" checked={invite} onChange={({ target }) => setInvite(target.checked)} />
            <span>{say('accounts.invite')}</span>
          </label>
        )}
        {of && of.id !== me?.id && <SecondFactorOf id={of.id} name={of.name} />}
        <Trouble>{save.trouble ?? turn.trouble}</Trouble>
        <div className="row">
          <button type="submit" className="button first" aria-busy={save.busy || undefined}>
            {say(of ? 'save' : 'accounts.make')}
          </button>
          {of && (
            <Action kind={of.active ? 'danger' : undefined} onPress={() => turn.run()} busy={turn.busy}>
              {say(of.active ? 'accounts.deactivate' : 'accounts.reactivate')}
            </Action>
          )}
        </div>
      </form>
    </Ask>
  );
}
