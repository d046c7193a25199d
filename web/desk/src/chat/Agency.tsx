import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../api.js';
import { toast } from '../frame/toast.js';
import { useSay } from '../language.js';
import type { Session } from '../live/types.js';
import { Field } from '../ui/Field.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';

/** An outside agency that answers better, with how to reach it; it stays with the question. */
export function Agency({ session }: { session: Session }) {
  const say = useSay();
  const [name, setName] = useState('');
  const [contact, setContact] = useState('');
  const record = useCommand(
    () =>
      ok(
        api.chat.POST('/v1/sessions/{id}/outside-agencies', {
          params: { path: { id: session.id } },
          body: { name: name.trim(), ...(contact.trim() ? { contact: contact.trim() } : {}) },
        }),
      ),
    () => {
      toast(say('agency.recorded', { name: name.trim() }));
      setName('');
      setContact('');
    },
  );
  return (
    <details className="more">
      <summary>{say('agency')}</summary>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) record.run();
        }}
      >
        <Field
          label={say('agency.name')}
          hint={say('agency.hint')}
          value={name}
          onChange={setName}
          maxLength={200}
        />
        <Field
          label={say('agency.contact')}
          value={contact}
          onChange={setContact}
          rows={2}
          maxLength={1000}
        />
        <Trouble>{record.trouble}</Trouble>
        <button type="submit" className="button" aria-busy={record.busy}>
          {say('agency.record')}
        </button>
      </form>
    </details>
  );
}
