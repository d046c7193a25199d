import { ok } from '@carrel/client';
import { useState, type FormEvent } from 'react';
import { useSay } from '../language.js';
import { Field } from '../ui/Field.js';
import { Trouble } from '../ui/trouble.js';
import { passkeyFor } from './passkeys.js';
import { anyone, type Tokens } from './sign-in.js';

export interface Second {
  readonly token: string;
  readonly methods: readonly string[];
}
interface Props {
  readonly second: Second;
  readonly busy: boolean;
  readonly trouble: string | undefined;
  readonly enterBy: (ask: () => Promise<Tokens | undefined>) => Promise<void>;
}

/** The app's code, a passkey, or one of the recovery codes. */
export function SecondFactorForm({ second: { token, methods }, busy, trouble, enterBy }: Props) {
  const say = useSay();
  const hasApp = methods.includes('totp');
  const hasPasskey = methods.includes('passkey');
  const [code, setCode] = useState('');
  const [recovery, setRecovery] = useState(false);
  const asksCode = recovery || hasApp;
  const verify = (given: object) =>
    ok(anyone.admin.POST('/v1/auth/second-factor', { body: { token, ...given } }));
  const byPasskey = async () => {
    const options = await ok(
      anyone.admin.POST('/v1/auth/second-factor/passkey-options', { body: { token } }),
    );
    const passkey = await passkeyFor(options);
    return passkey && verify({ passkey });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = recovery ? { recoveryCode: code.trim() } : { code: code.replace(/\s/g, '') };
    void enterBy(() => verify(given));
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p>{say(recovery ? 'sign-in.recovery-text' : hasApp ? 'sign-in.code-text' : 'sign-in.passkey-text')}</p>
      {asksCode && (
        <Field
          key={String(recovery)}
          label={say(recovery ? 'sign-in.recovery' : 'sign-in.code')}
          value={code}
          onChange={setCode}
          autoComplete="one-time-code"
          autoFocus
          maxLength={100}
          {...(recovery ? {} : { inputMode: 'numeric' as const })}
        />
      )}
      <Trouble>{trouble}</Trouble>
      <div className="row">
        {asksCode && (
          <button className="button first" type="submit" aria-disabled={busy} aria-busy={busy}>
            {say('sign-in.enter')}
          </button>
        )}
        {hasPasskey && !recovery && (
          <button
            className={`button ${hasApp ? '' : 'first'}`}
            type="button"
            onClick={() => void enterBy(byPasskey)}
          >
            {say('sign-in.use-passkey')}
          </button>
        )}
        <button
          className="button plain"
          type="button"
          onClick={() => {
            setRecovery(!recovery);
            setCode('');
          }}
        >
          {say(!recovery ? 'sign-in.use-recovery' : hasApp ? 'sign-in.use-code' : 'sign-in.use-passkey')}
        </button>
      </div>
    </form>
  );
}
