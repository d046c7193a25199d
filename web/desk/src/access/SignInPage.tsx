import { useState, type ReactNode } from 'react';
import { LanguageChoice } from '../frame/LanguageChoice.js';
import { useSay } from '../language.js';
import { go, usePlace } from '../route.js';
import { ChoosePassword } from './ChoosePassword.js';
import { Forgotten } from './Forgotten.js';
import { SignInForm } from './SignInForm.js';

/** The way in: signing in, a forgotten password, and the link of an invitation. */
export function SignInPage({ turn }: { turn: (language: string) => void }) {
  const say = useSay();
  const { parts } = usePlace();
  const [forgotten, setForgotten] = useState<string>();
  if (parts[0] === 'password')
    return (
      <Card title={say('password.title')} turn={turn}>
        <ChoosePassword
          onDone={() => go('/', 'replace')}
          onAsk={() => (go('/', 'replace'), setForgotten(''))}
        />
      </Card>
    );
  if (forgotten !== undefined)
    return (
      <Card title={say('forgotten.title')} turn={turn}>
        <Forgotten first={forgotten} onBack={() => setForgotten(undefined)} />
      </Card>
    );
  return (
    <Card title={say('sign-in.title')} turn={turn}>
      <SignInForm onForgotten={setForgotten} />
      <p className="quiet">
        <a href="/">{say('sign-in.patron')}</a>
      </p>
    </Card>
  );
}

function Card({
  title,
  turn,
  children,
}: {
  title: string;
  turn: (language: string) => void;
  children: ReactNode;
}) {
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <p className="brand">
          <span className="mark" aria-hidden="true">
            C
          </span>
          Carrel
        </p>
        <h1>{title}</h1>
        {children}
        <LanguageChoice turn={turn} />
      </div>
    </main>
  );
}
