import { ok } from '@carrel/client';
import { useState } from 'react';
import { api } from '../api.js';
import { useSay } from '../language.js';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Field } from '../ui/Field.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';

const ofRequest = [
  'duplicate',
  'test',
  'prank',
  'by-mistake',
  'wrong-service',
  'patron-gone',
  'other',
] as const;
type Reason = (typeof ofRequest)[number];
/** Those that fit a chat that has begun (B36). */
const ofChat: readonly Reason[] = ['prank', 'test', 'patron-gone', 'wrong-service', 'other'];

interface Props {
  readonly id: string;
  readonly patron: string;
  /** Whether somebody waits still, or a chat has begun. */
  readonly waiting?: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** A request or chat that is no question goes without a resolution code, and says why (A14, B36). */
export function DismissAsk({ id, patron, waiting, onClose, onDone }: Props) {
  const say = useSay();
  const [reason, setReason] = useState<Reason>();
  const [text, setText] = useState('');
  const dismiss = useCommand(
    () =>
      ok(
        api.chat.POST('/v1/sessions/{id}/dismiss', {
          params: { path: { id } },
          body: { reason: reason!, ...(text.trim() ? { text: text.trim() } : {}) },
        }),
      ),
    onDone,
  );
  const whyNot = !reason
    ? say('dismiss.choose')
    : reason === 'other' && !text.trim()
      ? say('dismiss.words-first')
      : undefined;
  return (
    <Ask title={say('dismiss.title', { name: patron })} onClose={onClose}>
      <p>{say('dismiss.text')}</p>
      <fieldset className="choices">
        <legend>{say('dismiss.reason')}</legend>
        {(waiting ? ofRequest : ofChat).map((one) => (
          <label key={one} className="choice">
            <input type="radio" name="reason" checked={reason === one} onChange={() => setReason(one)} />
            <span>{say(`dismiss.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <Field
        label={say(reason === 'other' ? 'dismiss.words' : 'dismiss.words-optional')}
        hint={say('dismiss.words-hint')}
        value={text}
        onChange={setText}
        rows={2}
        maxLength={1000}
      />
      <Trouble>{dismiss.trouble}</Trouble>
      <div className="row">
        <Action kind="danger" whyNot={whyNot} busy={dismiss.busy} onPress={() => dismiss.run()}>
          {say('dismiss')}
        </Action>
        <button type="button" className="button plain" onClick={onClose}>
          {say('cancel')}
        </button>
      </div>
    </Ask>
  );
}
