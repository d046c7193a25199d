import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../api.js';
import { useSay, type Key } from '../language.js';
import type { Session } from '../live/types.js';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';

const reasons = ['duplicate', 'test', 'prank', 'by-mistake', 'wrong-service', 'patron-gone'] as const;

/** A request that is no question goes without a resolution code, and says why. */
export function DismissAsk({
  session,
  onClose,
  onDone,
}: {
  session: Session;
  onClose: () => void;
  onDone: () => void;
}) {
  const say = useSay();
  const [reason, setReason] = useState<(typeof reasons)[number]>();
  const dismiss = useCommand(
    () =>
      ok(
        api.chat.POST('/v1/sessions/{id}/dismiss', {
          params: { path: { id: session.id } },
          body: { reason: reason! },
        }),
      ),
    onDone,
  );
  return (
    <Ask title={say('dismiss.title', { name: session.patron.name })} onClose={onClose}>
      <p>{say('dismiss.text')}</p>
      <fieldset className="choices">
        <legend>{say('dismiss.reason')}</legend>
        {reasons.map((one) => (
          <label key={one} className="choice">
            <input type="radio" name="reason" checked={reason === one} onChange={() => setReason(one)} />
            <span>{say(`dismiss.${one}` as Key)}</span>
          </label>
        ))}
      </fieldset>
      <Trouble>{dismiss.trouble}</Trouble>
      <div className="row">
        <Action
          kind="danger"
          whyNot={reason ? undefined : say('dismiss.choose')}
          busy={dismiss.busy}
          onPress={() => dismiss.run()}
        >
          {say('dismiss')}
        </Action>
        <button type="button" className="button plain" onClick={onClose}>
          {say('cancel')}
        </button>
      </div>
    </Ask>
  );
}
