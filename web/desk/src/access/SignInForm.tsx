import { CarrelProblem, ok } from '@carrel/client';
import { lazy, Suspense, useEffect, useState, type FormEvent } from 'react';
import { useSay, type Key } from '../language.js';
import { Field } from '../ui/Field.js';
import { Trouble, troubleOf } from '../ui/trouble.js';
import { knowsPasskeys, passkeyFor } from './passkeys.js';
import { SecondFactorForm, type Second } from './SecondFactorForm.js';
import { anyone, login, signIn, type Tokens } from './sign-in.js';
import { comeBack, exchanged } from './single-sign-on.js';
import { SignOn } from './SignOn.js';

const Enrolment = lazy(() => import('./Enrolment.js'));

type Step =
  | { readonly is: 'start' | 'library' }
  | { readonly is: 'second'; readonly second: Second }
  | { readonly is: 'enrol'; readonly token: string };

const faults: Readonly<Record<string, Key>> = {
  'wrong-credentials': 'sign-in.wrong',
  'second-factor-wrong': 'sign-in.code-wrong',
  'single-sign-on-only': 'sign-in.only-library',
  'second-factor-over': 'sign-in.expired',
  'single-sign-on-over': 'sign-in.expired',
};
/** What a provider sent somebody back with who may not come in. */
const refusals: Readonly<Record<string, Key>> = {
  'no-account': 'sign-in.no-account',
  'no-role': 'sign-in.no-account',
  'account-inactive': 'sign-in.inactive',
};

interface Props {
  /** Who signs in again. */
  readonly of?: string;
  readonly onForgotten?: ((email: string) => void) | undefined;
}

/** By password, passkey or the library's own sign-in, then by a second factor where there is one. */
export function SignInForm({ of, onForgotten }: Props) {
  const say = useSay();
  const [email, setEmail] = useState(of ?? '');
  const [password, setPassword] = useState('');
  const [step, setStep] = useState<Step>({ is: 'start' });
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();

  /** Whatever it is by, it is done by these tokens or asks for one thing more. */
  const enterBy = async (
    ask: () => Promise<Tokens | undefined>,
    special: Readonly<Record<string, Key>> = {},
  ) => {
    if (busy) return;
    setBusy(true);
    setTrouble(undefined);
    try {
      const tokens = await ask();
      if (tokens) signIn.enter(tokens);
    } catch (error) {
      const problem = error instanceof CarrelProblem ? error.problem : undefined;
      if (problem?.code === 'second-factor-required')
        setStep({ is: 'second', second: problem.facts as unknown as Second });
      else if (problem?.code === 'second-factor-enrolment-required')
        setStep({ is: 'enrol', token: (problem.facts as { token: string }).token });
      else {
        const known = problem && (special[problem.code] ?? faults[problem.code]);
        if (problem?.code === 'second-factor-over') setStep({ is: 'start' });
        setTrouble(known ? say(known) : troubleOf(error, say));
      }
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => {
    const { code, fault } = comeBack;
    delete comeBack.code;
    delete comeBack.fault;
    if (code) void enterBy(() => exchanged(code));
    if (fault) setTrouble(say(refusals[fault] ?? 'sign-in.library-refused'));
  }, []);

  if (step.is === 'enrol')
    return (
      <Suspense fallback={<p role="status">{say('loading')}</p>}>
        <Enrolment token={step.token} onDone={(tokens) => signIn.enter(tokens)} />
      </Suspense>
    );
  if (step.is === 'second')
    return <SecondFactorForm second={step.second} busy={busy} trouble={trouble} enterBy={enterBy} />;
  if (step.is === 'library') return <SignOn onBack={() => setStep({ is: 'start' })} />;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void enterBy(() => login({ email: email.trim(), password }));
  };
  const byPasskey = async (): Promise<Tokens | undefined> => {
    const response = await passkeyFor(await ok(anyone.admin.POST('/v1/auth/passkeys/options')));
    return response && ok(anyone.admin.POST('/v1/auth/passkeys', { body: { response } }));
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field
        label={say('sign-in.email')}
        type="email"
        value={email}
        onChange={setEmail}
        autoComplete="username webauthn"
        autoFocus={!of}
        maxLength={254}
      />
      <Field
        label={say('sign-in.password')}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        autoFocus={Boolean(of)}
        maxLength={200}
      />
      <Trouble>{trouble}</Trouble>
      <div className="row spread">
        <button className="button first" type="submit" aria-disabled={busy} aria-busy={busy}>
          {say('sign-in.enter')}
        </button>
        {onForgotten && (
          <button className="link-button" type="button" onClick={() => onForgotten(email.trim())}>
            {say('sign-in.forgotten')}
          </button>
        )}
      </div>
      <div className="other-ways">
        {knowsPasskeys() && (
          <button
            className="button"
            type="button"
            onClick={() => void enterBy(byPasskey, { 'wrong-credentials': 'sign-in.no-passkey' })}
          >
            {say('sign-in.passkey')}
          </button>
        )}
        <button className="button" type="button" onClick={() => setStep({ is: 'library' })}>
          {say('sign-in.library')}
        </button>
      </div>
    </form>
  );
}
