import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { useMay } from '../../frame/may.js';
import { Action } from '../../ui/Action.js';
import { Field } from '../../ui/Field.js';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useSay } from './words.js';

const key = ['email-partners'];

/** Addresses outside to which one refers questions, by name; each librarian has a list of his or her own. */
export function EmailPartners() {
  const say = useSay();
  const may = useMay()('referrals.make');
  const queries = useQueryClient();
  const partners = useQuery({
    queryKey: key,
    enabled: may,
    queryFn: () => ok(api.referrals.GET('/v1/email-partners', { params: { query: { limit: 200 } } })),
  });
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [note, setNote] = useState('');
  const fresh = () => void queries.invalidateQueries({ queryKey: key });
  const add = useCommand(
    () => {
      const body = {
        name: name.trim(),
        address: address.trim(),
        ...(note.trim() ? { note: note.trim() } : {}),
      };
      return ok(api.referrals.POST('/v1/email-partners', { body }));
    },
    () => {
      fresh();
      setName('');
      setAddress('');
      setNote('');
    },
  );
  const remove = useCommand(
    async (id: string) =>
      void (await ok(api.referrals.DELETE('/v1/email-partners/{id}', { params: { path: { id } } }))),
    fresh,
  );
  if (!may) return <Empty title={say('email-partners.may-not')} />;
  return (
    <>
      <p>{say('email-partners.text')}</p>
      <Loaded of={partners}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={say('email-partners.none')} />
          ) : (
            <ul className="plain-list">
              {items.map((one) => (
                <li key={one.id} className="row spread">
                  <span>
                    <strong>{one.name}</strong> <span className="quiet">{one.address}</span>
                    {one.note && <span className="quiet block">{one.note}</span>}
                  </span>
                  <Action
                    kind="plain"
                    label={say('email-partners.remove', { name: one.name })}
                    onPress={() => remove.run(one.id)}
                    busy={remove.busy}
                  >
                    {say('email-partners.off')}
                  </Action>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          add.run();
        }}
      >
        <Field label={say('email-partners.name')} value={name} onChange={setName} maxLength={120} />
        <Field
          label={say('email-partners.address')}
          type="email"
          value={address}
          onChange={setAddress}
          maxLength={254}
        />
        <Field label={say('email-partners.note')} value={note} onChange={setNote} maxLength={500} />
        <Trouble>{add.trouble ?? remove.trouble}</Trouble>
        <div className="row">
          <button type="submit" className="button first" aria-busy={add.busy || undefined}>
            {say('email-partners.add')}
          </button>
        </div>
      </form>
    </>
  );
}
