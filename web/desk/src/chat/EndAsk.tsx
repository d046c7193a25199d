import { ok } from '@carrel/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.js';
import { useSay } from '../language.js';
import type { Session } from '../live/types.js';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Loaded } from '../ui/Loaded.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';

type Code = 'answered' | 'followup-by-me' | 'followup-by-patron-library' | 'lost-call' | 'practice';

/** Every session gets a resolution code (R44), each with the group's guidance (R58). */
export function EndAsk({
  session,
  onClose,
  onDone,
}: {
  session: Session;
  onClose: () => void;
  onDone: () => void;
}) {
  const say = useSay();
  const at = { params: { path: { id: session.id } } };
  const codes = useQuery({
    queryKey: ['codes', session.id],
    queryFn: () => ok(api.chat.GET('/v1/sessions/{id}/resolution-codes', at)),
  });
  const descriptive = useQuery({
    queryKey: ['descriptive', session.id],
    queryFn: () => ok(api.chat.GET('/v1/sessions/{id}/descriptive-codes', at)),
  });
  const [code, setCode] = useState<Code>();
  const [about, setAbout] = useState<readonly string[]>(session.descriptiveCodes);
  const [meant, setMeant] = useState(false);
  const followup = code === 'followup-by-me' || code === 'followup-by-patron-library';
  const unreachable = followup && session.noContact;
  const end = useCommand(
    () =>
      ok(
        api.chat.POST('/v1/sessions/{id}/end', {
          ...at,
          body: {
            resolution: code!,
            descriptiveCodes: [...about],
            ...(meant ? { noContactConfirmed: true } : {}),
          },
        }),
      ),
    onDone,
  );
  const whyNot = !code ? say('end.choose') : unreachable && !meant ? say('end.confirm-first') : undefined;
  return (
    <Ask title={say('end.title', { name: session.patron.name })} onClose={onClose} wide>
      <Loaded of={codes}>
        {({ items }) => (
          <fieldset className="choices">
            <legend>{say('end.code')}</legend>
            {items.map((one) => (
              <label key={one.code} className={`choice tall ${one.allowed ? '' : 'off'}`}>
                <input
                  type="radio"
                  name="code"
                  disabled={!one.allowed}
                  checked={code === one.code}
                  onChange={() => setCode(one.code)}
                />
                <span>
                  <strong>{say(`code.${one.code}`)}</strong>
                  <span className="quiet block">
                    {one.help ?? say(`code.${one.code}.help`)}
                    {!one.allowed && ` ${say(session.practice ? 'end.practice-only' : 'end.not-here')}`}
                  </span>
                </span>
              </label>
            ))}
          </fieldset>
        )}
      </Loaded>
      {descriptive.data && descriptive.data.items.length > 0 && (
        <fieldset className="choices chips">
          <legend>{say('end.about')}</legend>
          {descriptive.data.items.map(({ code: one, label }) => (
            <label key={one} className="choice">
              <input
                type="checkbox"
                checked={about.includes(one)}
                onChange={({ target }) =>
                  setAbout(target.checked ? [...about, one] : about.filter((other) => other !== one))
                }
              />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
      )}
      {unreachable && (
        <div className="note warn" role="alert">
          <p>
            <span aria-hidden="true">⚠ </span>
            {say('end.no-address')}
          </p>
          <label className="choice">
            <input type="checkbox" checked={meant} onChange={({ target }) => setMeant(target.checked)} />
            <span>{say('end.meant')}</span>
          </label>
        </div>
      )}
      <Trouble>{end.trouble}</Trouble>
      <div className="row">
        <Action kind="first" whyNot={whyNot} busy={end.busy} onPress={() => end.run()}>
          {say('end.do')}
        </Action>
        <button type="button" className="button plain" onClick={onClose}>
          {say('end.back')}
        </button>
      </div>
    </Ask>
  );
}
