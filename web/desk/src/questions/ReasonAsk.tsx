import { useState, type ReactNode } from 'react';
import { Action } from '../ui/Action.js';
import { Ask } from '../ui/Ask.js';
import { Field } from '../ui/Field.js';
import { Trouble } from '../ui/trouble.js';
import { useCommand } from '../ui/useCommand.js';
import { useSay } from './words.js';

interface Props {
  readonly title: string;
  readonly text?: string;
  /** The button that does it. */
  readonly verb: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
  readonly command: (reason: string) => Promise<unknown>;
  readonly children?: ReactNode;
}

/** What is not done without saying why. */
export function ReasonAsk({ title, text, verb, onClose, onDone, command, children }: Props) {
  const say = useSay();
  const [reason, setReason] = useState('');
  const run = useCommand(() => command(reason.trim()), onDone);
  return (
    <Ask title={title} onClose={onClose}>
      {text && <p>{text}</p>}
      <Field
        label={say('reason')}
        hint={say('reason.staff')}
        value={reason}
        onChange={setReason}
        rows={3}
        autoFocus
        maxLength={1000}
      />
      {children}
      <Trouble>{run.trouble}</Trouble>
      <div className="row">
        <Action
          kind="first"
          busy={run.busy}
          whyNot={reason.trim() ? undefined : say('reason.first')}
          onPress={() => run.run()}
        >
          {verb}
        </Action>
      </div>
    </Ask>
  );
}
