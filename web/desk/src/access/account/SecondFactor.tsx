import { CarrelProblem, ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { Ask } from '../../ui/Ask.js';
import { Loaded } from '../../ui/Loaded.js';
import { When } from '../../ui/time.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import type { Enrolled } from '../Enrolment.js';
import { NewApp } from '../NewApp.js';
import { NewPasskey } from '../NewPasskey.js';
import { knowsPasskeys } from '../passkeys.js';
import { RecoveryCodes } from '../RecoveryCodes.js';
import { signIn } from '../sign-in.js';
import { useSay } from './words.js';

const read = () => ok(api.admin.GET('/v1/me/second-factor'));
const tooOld = (error: unknown) =>
  error instanceof CarrelProblem && error.problem?.code === 'sign-in-too-old';

/** An app, passkeys and recovery codes; they open only shortly after signing in. */
export function SecondFactor() {
  const say = useSay();
  const queries = useQueryClient();
  const state = useQuery({ queryKey: ['second-factor'], queryFn: read, retry: false });
  const [making, setMaking] = useState<'app' | 'passkey'>();
  const [codes, setCodes] = useState<readonly string[]>();
  const anew = () => void queries.invalidateQueries({ queryKey: ['second-factor'] });
  const enrolled = ({ recoveryCodes }: Enrolled) => {
    setMaking(undefined);
    if (recoveryCodes) setCodes(recoveryCodes);
    anew();
  };
  const removeApp = useCommand(() => ok(api.admin.DELETE('/v1/me/second-factor/totp')), anew);
  const removePasskey = useCommand(
    (passkeyId: string) =>
      ok(api.admin.DELETE('/v1/me/second-factor/passkeys/{passkeyId}', { params: { path: { passkeyId } } })),
    anew,
  );
  const newCodes = useCommand(
    () => ok(api.admin.POST('/v1/me/second-factor/recovery-codes')),
    ({ recoveryCodes }) => {
      setCodes(recoveryCodes);
      anew();
    },
  );
  if (state.isError && tooOld(state.error))
    return (
      <div className="stack">
        <p className="note">{say('factor.too-old')}</p>
        <button type="button" className="button" onClick={() => void signIn.signOut()}>
          {say('factor.sign-in-again')}
        </button>
      </div>
    );
  return (
    <Loaded of={state}>
      {({ required, totpSince, passkeys, recoveryCodesLeft, history }) => (
        <>
          <p>{say(required ? 'factor.is-required' : 'factor.why')}</p>
          <h3>{say('factor.app')}</h3>
          {totpSince ? (
            <div className="choice-row boxed">
              <span>
                {say('factor.since')} <When at={totpSince} />
              </span>
              <button type="button" className="button" onClick={() => removeApp.run()}>
                {say('factor.remove')}
              </button>
            </div>
          ) : (
            <button type="button" className="button" onClick={() => setMaking('app')}>
              {say('factor.add-app')}
            </button>
          )}
          <h3>{say('factor.passkeys')}</h3>
          <ul className="plain-list">
            {passkeys.map(({ id, name, createdAt, lastUsedAt }) => (
              <li key={id} className="choice-row boxed">
                <span>
                  <strong>{name}</strong>{' '}
                  <span className="quiet">
                    {say('factor.since')} <When at={createdAt} />
                    {lastUsedAt && (
                      <>
                        {' '}
                        · {say('sign-ins.used')} <When at={lastUsedAt} />
                      </>
                    )}
                  </span>
                </span>
                <button
                  type="button"
                  className="button"
                  aria-label={say('factor.remove-of', { name })}
                  onClick={() => removePasskey.run(id)}
                >
                  {say('factor.remove')}
                </button>
              </li>
            ))}
          </ul>
          {knowsPasskeys() && (
            <button type="button" className="button" onClick={() => setMaking('passkey')}>
              {say('factor.add-passkey')}
            </button>
          )}
          {(totpSince !== null || passkeys.length > 0) && (
            <>
              <h3>{say('factor.codes')}</h3>
              <p>{say('factor.codes-left', { count: recoveryCodesLeft })}</p>
              <button
                type="button"
                className="button"
                aria-busy={newCodes.busy}
                onClick={() => newCodes.run()}
              >
                {say('factor.new-codes')}
              </button>
            </>
          )}
          <Trouble>{removeApp.trouble ?? removePasskey.trouble ?? newCodes.trouble}</Trouble>
          {history.length > 0 && (
            <details className="more">
              <summary>{say('factor.history')}</summary>
              <ul className="plain-list">
                {history.map(({ what, changedAt }) => (
                  <li key={`${what} ${changedAt}`}>
                    {say(`factor.${what}`)}{' '}
                    <span className="quiet">
                      <When at={changedAt} />
                    </span>
                  </li>
                ))}
              </ul>
            </details>
          )}
          {making && (
            <Ask
              title={say(making === 'app' ? 'factor.add-app' : 'factor.add-passkey')}
              onClose={() => setMaking(undefined)}
            >
              {making === 'app' ? (
                <NewApp by={api} onDone={enrolled} />
              ) : (
                <NewPasskey by={api} onDone={enrolled} />
              )}
            </Ask>
          )}
          {codes && (
            <Ask title={say('factor.codes')} must onClose={() => {}}>
              <RecoveryCodes codes={codes} onSaved={() => setCodes(undefined)} />
            </Ask>
          )}
        </>
      )}
    </Loaded>
  );
}
