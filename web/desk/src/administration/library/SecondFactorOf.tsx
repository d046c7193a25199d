import { ok } from '@carrel/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.js';
import { Action } from '../../ui/Action.js';
import { Loaded } from '../../ui/Loaded.js';
import { Trouble } from '../../ui/trouble.js';
import { useCommand } from '../../ui/useCommand.js';
import { useSay } from '../words.js';

/** Somebody's second factors, taken away where every one of them is lost; asked once more in place. */
export function SecondFactorOf({ id, name }: { id: string; name: string }) {
  const say = useSay();
  const queries = useQueryClient();
  const [sure, setSure] = useState(false);
  const queryKey = ['second-factor-of', id];
  const at = { params: { path: { id } } };
  const factors = useQuery({
    queryKey,
    queryFn: () => ok(api.admin.GET('/v1/accounts/{id}/second-factor', at)),
  });
  const reset = useCommand(
    () => ok(api.admin.DELETE('/v1/accounts/{id}/second-factor', at)),
    () => {
      setSure(false);
      void queries.invalidateQueries({ queryKey });
    },
  );
  return (
    <section className="stack" aria-labelledby="factors-title">
      <h3 id="factors-title">{say('factors')}</h3>
      <Loaded of={factors}>
        {({ totpSince, passkeys }) => {
          if (!totpSince && passkeys.length === 0) return <p className="quiet">{say('factors.none')}</p>;
          return (
            <>
              <p>
                {[
                  totpSince && say('factors.app'),
                  passkeys.length > 0 && say('factors.passkeys', { count: passkeys.length }),
                ]
                  .filter(Boolean)
                  .join(', ')}
              </p>
              {sure && <p role="alert">{say('factors.sure', { name })}</p>}
              <div className="row">
                {sure ? (
                  <>
                    <Action kind="danger" onPress={() => reset.run()} busy={reset.busy}>
                      {say('factors.reset-do')}
                    </Action>
                    <Action onPress={() => setSure(false)}>{say('cancel')}</Action>
                  </>
                ) : (
                  <Action onPress={() => setSure(true)}>{say('factors.reset')}</Action>
                )}
              </div>
            </>
          );
        }}
      </Loaded>
      <Trouble>{reset.trouble}</Trouble>
    </section>
  );
}
