import { Action } from '../ui/Action.js';
import { When } from '../ui/time.js';
import type { Theirs } from './draft.js';
import { useSay } from './words.js';

interface Props {
  readonly mine: string;
  readonly theirs: Theirs;
  readonly onSettle: (text: string) => void;
}

/** Two people wrote into one draft: both texts are there, and nothing is lost until somebody chooses. */
export function SideBySide({ mine, theirs, onSettle }: Props) {
  const say = useSay();
  const name = theirs.name ?? say('somebody');
  return (
    <div className="side-by-side" role="group" aria-label={say('conflict.title')}>
      <p className="note warn" role="alert">
        <span aria-hidden="true">⚠ </span>
        {say('conflict.text', { name })}
      </p>
      <div className="pair">
        <section aria-label={say('conflict.mine')}>
          <h3>{say('conflict.mine')}</h3>
          <p className="words letter">{mine}</p>
        </section>
        <section aria-label={say('conflict.theirs', { name })}>
          <h3>
            {say('conflict.theirs', { name })} <When at={theirs.at} />
          </h3>
          <p className="words letter">{theirs.text}</p>
        </section>
      </div>
      <div className="row">
        <Action onPress={() => onSettle(mine)}>{say('conflict.keep-mine')}</Action>
        <Action onPress={() => onSettle(theirs.text)}>{say('conflict.take-theirs', { name })}</Action>
        <Action onPress={() => onSettle(`${theirs.text.trimEnd()}\n\n${mine}`)}>
          {say('conflict.both')}
        </Action>
      </div>
    </div>
  );
}
