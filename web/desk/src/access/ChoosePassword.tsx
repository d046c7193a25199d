import { CarrelProblem, ok } from '@carrel/client';
import { useState } from 'react';
import { toast } from '../frame/toast.js';
import { useSay } from '../language.js';
import { Field } from '../ui/Field.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { anyone } from './sign-in.js';

export const SHORTEST_PASSWORD = 10;

/** The token comes behind the address's `#`, which browsers send nowhere, and is taken out of it at once. */
const takeToken = (): string => {
  const token = location.hash.slice(1);
  if (token) history.replaceState(null, '', location.pathname);
  return token;
};
let taken: string | undefined;

/** Where the link of an invitation, or of a forgotten password, leads (R9). */
export function ChoosePassword({ onDone, onAsk }: { onDone: () => void; onAsk: () => void }) {
  const say = useSay();
  const [token] = useState(() => (taken ??= takeToken()));
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const [worthless, setWorthless] = useState(token === '');
  const set = useCommand(
    async () => {
      try {
        await ok(anyone.admin.POST('/v1/auth/password', { body: { token, password } }));
        return true;
      } catch (error) {
        if (!(error instanceof CarrelProblem) || error.problem?.code !== 'invitation-worthless') throw error;
        setWorthless(true);
        return false;
      }
    },
    (done) => {
      if (!done) return;
      taken = undefined;
      toast(say('password.done'));
      onDone();
    },
  );
  if (worthless)
    return (
      <div className="stack">
        <p className="note warn">{say('password.worthless')}</p>
        <button type="button" className="button first" onClick={() => ((taken = undefined), onAsk())}>
          {say('password.ask')}
        </button>
      </div>
    );
  const short = password.length < SHORTEST_PASSWORD;
  const differs = again !== password;
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!short && !differs) set.run();
      }}
    >
      <Field
        label={say('password.new')}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
        autoFocus
        maxLength={200}
        hint={say('password.hint', { least: SHORTEST_PASSWORD })}
        fault={tried && short ? say('password.short', { least: SHORTEST_PASSWORD }) : undefined}
      />
      <Field
        label={say('password.again')}
        type="password"
        value={again}
        onChange={setAgain}
        autoComplete="new-password"
        maxLength={200}
        fault={tried && !short && differs ? say('password.differs') : undefined}
      />
      <Trouble>{set.trouble}</Trouble>
      <button className="button first" type="submit" aria-busy={set.busy}>
        {say('password.set')}
      </button>
    </form>
  );
}
