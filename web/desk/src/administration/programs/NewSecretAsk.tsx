import { useState } from 'react';
import { Sure } from '../../ui/Sure.js';
import { useSay } from '../words.js';

interface Props {
  readonly of: string;
  readonly command: { readonly busy: boolean; readonly trouble: string | undefined };
  readonly onDo: (leaked: boolean) => void;
  readonly onClose: () => void;
}

/** A new secret: the present one is good for another day, unless it leaked. */
export function NewSecretAsk({ of, command, onDo, onClose }: Props) {
  const say = useSay();
  const [leaked, setLeaked] = useState(false);
  return (
    <Sure
      title={say('programs.rotate-name', { name: of })}
      text={say('programs.rotate-text')}
      does={say('programs.rotate')}
      command={command}
      onDo={() => onDo(leaked)}
      onClose={onClose}
    >
      <label className="choice">
        <input type="checkbox" checked={leaked} onChange={({ target }) => setLeaked(target.checked)} />
        <span>{say('programs.leaked')}</span>
      </label>
    </Sure>
  );
}
