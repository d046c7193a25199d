import { carrel } from '@carrel/client';
import { useMemo, useState } from 'react';
import { useSay } from '../language.js';
import { knowsPasskeys } from './passkeys.js';
import { NewApp } from './NewApp.js';
import { NewPasskey } from './NewPasskey.js';
import { RecoveryCodes } from './RecoveryCodes.js';
import type { Tokens } from './sign-in.js';

export interface Enrolled {
  readonly recoveryCodes: readonly string[] | null;
  readonly tokens: Tokens | null;
}

/** The group wants a second factor and there is none: it is set up here, before the desk opens. */
export default function Enrolment({ token, onDone }: { token: string; onDone: (tokens: Tokens) => void }) {
  const say = useSay();
  const pending = useMemo(() => carrel({ baseUrl: location.origin, token }), [token]);
  const [kind, setKind] = useState<'app' | 'passkey'>('app');
  const [enrolled, setEnrolled] = useState<Enrolled>();
  if (enrolled)
    return (
      <RecoveryCodes
        codes={enrolled.recoveryCodes ?? []}
        onSaved={() => enrolled.tokens && onDone(enrolled.tokens)}
      />
    );
  return (
    <div className="stack">
      <p className="note">{say('factor.required')}</p>
      {knowsPasskeys() && (
        <fieldset className="choices">
          <legend>{say('factor.which')}</legend>
          {(['app', 'passkey'] as const).map((one) => (
            <label key={one} className="choice">
              <input type="radio" name="factor" checked={kind === one} onChange={() => setKind(one)} />
              <span>{say(`factor.${one}`)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {kind === 'app' ? (
        <NewApp by={pending} onDone={setEnrolled} />
      ) : (
        <NewPasskey by={pending} onDone={setEnrolled} />
      )}
    </div>
  );
}
