import { ok } from '@carrel/client';
import { useState } from 'react';
import { useSay } from '../language.js';
import { Field } from '../ui/Field.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { anyone } from './sign-in.js';

/** A link by mail; the answer is the same for addresses nobody has. */
export function Forgotten({ first, onBack }: { first: string; onBack: () => void }) {
  const say = useSay();
  const [email, setEmail] = useState(first);
  const [sent, setSent] = useState(false);
  const ask = useCommand(
    () => ok(anyone.admin.POST('/v1/auth/password-resets', { body: { email: email.trim() } })),
    () => setSent(true),
  );
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (email.trim()) ask.run();
      }}
    >
      {sent ? (
        <p role="status" className="note">
          {say('forgotten.sent', { email: email.trim() })}
        </p>
      ) : (
        <>
          <p>{say('forgotten.text')}</p>
          <Field
            label={say('sign-in.email')}
            type="email"
            value={email}
            onChange={setEmail}
            autoComplete="username"
            autoFocus
            maxLength={254}
          />
        </>
      )}
      <Trouble>{ask.trouble}</Trouble>
      <div className="row">
        {!sent && (
          <button className="button first" type="submit" aria-busy={ask.busy}>
            {say('forgotten.send')}
          </button>
        )}
        <button className="button plain" type="button" onClick={onBack}>
          {say('sign-in.back')}
        </button>
      </div>
    </form>
  );
}
