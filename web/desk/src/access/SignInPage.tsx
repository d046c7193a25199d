import { CarrelProblem, ok } from '@carrel/client';
import { useState, type FormEvent } from 'react';
import { useSay } from '../language.js';
import { Field } from '../ui/Field.js';
import { Trouble, troubleOf } from '../ui/trouble.js';
import { anyone, login, signIn } from './sign-in.js';

interface Second {
  readonly token: string;
  readonly methods: readonly string[];
}

/** By e-mail address and password, then by a second factor where there is one. @param of who signs in again */
export function SignInForm({ of }: { of?: string }) {
  const say = useSay();
  const [email, setEmail] = useState(of ?? '');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [recovery, setRecovery] = useState(false);
  const [second, setSecond] = useState<Second>();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();

  const words = (error: unknown): string => {
    const known: Record<string, string> = {
      'wrong-credentials': say('sign-in.wrong'),
      'second-factor-wrong': say('sign-in.code-wrong'),
      'second-factor-enrolment-required': say('sign-in.enrol'),
    };
    const problem = error instanceof CarrelProblem ? error.problem : undefined;
    return (problem && known[problem.code]) ?? troubleOf(error, say);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setTrouble(undefined);
    try {
      if (second) {
        const given = recovery ? { recoveryCode: code.trim() } : { code: code.replace(/\s/g, '') };
        const body = { token: second.token, ...given };
        signIn.enter(await ok(anyone.admin.POST('/v1/auth/second-factor', { body })));
      } else {
        signIn.enter(await login({ email: email.trim(), password }));
      }
    } catch (error) {
      const problem = error instanceof CarrelProblem ? error.problem : undefined;
      if (problem?.code === 'second-factor-required') setSecond(problem.facts as unknown as Second);
      else setTrouble(words(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className="stack" onSubmit={(event) => void submit(event)} noValidate>
      {second ? (
        <>
          <p>{say(recovery ? 'sign-in.recovery-text' : 'sign-in.code-text')}</p>
          <Field
            key={String(recovery)}
            label={say(recovery ? 'sign-in.recovery' : 'sign-in.code')}
            value={code}
            onChange={setCode}
            autoComplete="one-time-code"
            autoFocus
            {...(recovery ? {} : { inputMode: 'numeric' as const })}
          />
        </>
      ) : (
        <>
          <Field
            label={say('sign-in.email')}
            type="email"
            value={email}
            onChange={setEmail}
            autoComplete="username"
            autoFocus={!of}
          />
          <Field
            label={say('sign-in.password')}
            type="password"
            value={password}
            onChange={setPassword}
            autoComplete="current-password"
            autoFocus={Boolean(of)}
          />
        </>
      )}
      <Trouble>{trouble}</Trouble>
      <div className="row">
        <button className="button first" type="submit" aria-disabled={busy} aria-busy={busy}>
          {say('sign-in.enter')}
        </button>
        {second && (
          <button
            className="button plain"
            type="button"
            onClick={() => (setRecovery(!recovery), setCode(''))}
          >
            {say(recovery ? 'sign-in.use-code' : 'sign-in.use-recovery')}
          </button>
        )}
      </div>
    </form>
  );
}

export function SignInPage() {
  const say = useSay();
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <p className="brand">
          <span className="mark" aria-hidden="true">
            C
          </span>
          Carrel
        </p>
        <h1>{say('sign-in.title')}</h1>
        <SignInForm />
        <p className="quiet">
          <a href="/">{say('sign-in.patron')}</a>
        </p>
      </div>
    </main>
  );
}
