import { Action } from '../ui/Action.js';
import { useSay } from './words.js';

interface Props {
  dirty: boolean;
  busy: boolean;
  /** Looks as if it cannot be pressed. */
  dimmed?: boolean;
  onUndo: () => void;
}

/** The end of a form that keeps what was typed: Save, Undo while something is not saved, and that it is not. */
export function SaveRow({ dirty, busy, dimmed, onUndo }: Props) {
  const say = useSay();
  return (
    <div className="row save-row">
      <button
        type="submit"
        className="button first"
        aria-disabled={dimmed || undefined}
        aria-busy={busy || undefined}
      >
        {say('save')}
      </button>
      {dirty && <Action onPress={onUndo}>{say('undo')}</Action>}
      <span className="quiet" role="status">
        {dirty && say('setting.unsaved')}
      </span>
    </div>
  );
}
