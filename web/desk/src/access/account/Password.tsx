import { CarrelProblem, ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../../api.js';
import { toast } from '../../frame/toast.js';
import { Field } from '../../ui/Field.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { SHORTEST_PASSWORD } from '../ChoosePassword.js';
import { useSay } from './words.js';

/** The present password, and a new one twice. */
export function Password() {
  const say = useSay();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const [wrong, setWrong] = useState(false);
  const short = password.length < SHORTEST_PASSWORD;
  const differs = again !== password;
  const change = useCommand(
    async () => {
      setWrong(false);
      try {
        await ok(
          api.admin.PUT('/v1/me/password', { body: { currentPassword: current, newPassword: password } }),
        );
        return true;
      } catch (error) {
        if (!(error instanceof CarrelProblem) || error.problem?.code !== 'wrong-password') throw error;
        setWrong(true);
        return false;
      }
    },
    (done) => {
      if (!done) return;
      toast(say('password.changed'));
      setCurrent('');
      setPassword('');
      setAgain('');
      setTried(false);
    },
  );
  return (
    <form
      className="stack narrow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (current && !short && !differs) change.run();
      }}
    >
      <Field
        label={say('password.current')}
        type="password"
        value={current}
        onChange={setCurrent}
        autoComplete="current-password"
        maxLength={200}
        fault={wrong ? say('password.wrong') : tried && !current ? say('password.current-first') : undefined}
      />
      <Field
        label={say('password.new')}
        type="password"
        value={password}
        onChange={setPassword}
        autoComplete="new-password"
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
      <p className="quiet">{say('password.others-end')}</p>
      <Trouble>{change.trouble}</Trouble>
      <button type="submit" className="button first" aria-busy={change.busy}>
        {say('password.change')}
      </button>
    </form>
  );
}
