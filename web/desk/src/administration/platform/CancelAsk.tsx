import { Action } from '../../ui/Action.js';
import { Ask } from '../../ui/Ask.js';
import { Trouble } from '../../ui/trouble.js';
import type { useCommand } from '../../ui/useCommand.js';
import { useSay } from '../words.js';

/** Whether long work is to stop where it is. */
export function CancelAsk<One>({
  one,
  name,
  text,
  stop,
  onClose,
}: {
  one: One;
  name: string;
  text: string;
  stop: Pick<ReturnType<typeof useCommand<[One], unknown>>, 'run' | 'busy' | 'trouble'>;
  onClose: () => void;
}) {
  const say = useSay();
  return (
    <Ask title={say('work.cancel-of', { name })} role="alertdialog" onClose={onClose}>
      <p>{text}</p>
      <Trouble>{stop.trouble}</Trouble>
      <div className="row">
        <Action kind="danger" onPress={() => stop.run(one)} busy={stop.busy}>
          {say('work.cancel')}
        </Action>
        <Action onPress={onClose}>{say('work.go-on')}</Action>
      </div>
    </Ask>
  );
}
