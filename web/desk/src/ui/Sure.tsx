import type { ReactNode } from 'react';
import { useSay } from '../language.js';
import { Action } from './Action.js';
import { Ask } from './Ask.js';
import { Trouble } from './trouble.js';

interface Props {
  readonly title: string;
  /** What will have happened, and whether it can be undone. */
  readonly text: string;
  /** What the button that does it says. */
  readonly does: string;
  readonly command: { readonly busy: boolean; readonly trouble: string | undefined };
  readonly onDo: () => void;
  readonly onClose: () => void;
  /** What the button that leaves things as they are says; Cancel unless given. */
  readonly not?: string;
  readonly children?: ReactNode;
}

/** Asks once more before something that cannot be undone, or not easily. */
export function Sure({ title, text, does, command, onDo, onClose, not, children }: Props) {
  const say = useSay();
  return (
    <Ask title={title} onClose={onClose} role="alertdialog">
      <p>{text}</p>
      {children}
      <Trouble>{command.trouble}</Trouble>
      <div className="row">
        <Action kind="danger" onPress={onDo} busy={command.busy}>
          {does}
        </Action>
        <Action onPress={onClose}>{not ?? say('cancel')}</Action>
      </div>
    </Ask>
  );
}
