import { ok, type Carrel } from '@carrel/client';
import { useState } from 'react';
import { useSay } from '../language.js';
import { Field } from '../ui/Field.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import type { Enrolled } from './Enrolment.js';
import { newPasskey } from './passkeys.js';

/** A passkey of this computer, a telephone or a key, under a name to know it by. */
export function NewPasskey({ by, onDone }: { by: Carrel; onDone: (enrolled: Enrolled) => void }) {
  const say = useSay();
  const [name, setName] = useState('');
  const make = useCommand(
    async () => {
      const response = await newPasskey(await ok(by.admin.POST('/v1/me/second-factor/passkeys/options')));
      const body = { name: name.trim() || say('factor.passkey'), response: response! };
      return response && ok(by.admin.POST('/v1/me/second-factor/passkeys', { body }));
    },
    (enrolled) => enrolled && onDone(enrolled),
  );
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        make.run();
      }}
    >
      <p>{say('factor.passkey-text')}</p>
      <Field
        label={say('factor.passkey-name')}
        hint={say('factor.passkey-hint')}
        value={name}
        onChange={setName}
        maxLength={100}
      />
      <Trouble>{make.trouble}</Trouble>
      <button className="button first" type="submit" aria-busy={make.busy}>
        {say('factor.make-passkey')}
      </button>
    </form>
  );
}
