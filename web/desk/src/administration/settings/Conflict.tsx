import { useState } from 'react';
import { Action } from '../../ui/Action.js';
import { Ask } from '../../ui/Ask.js';
import { When } from '../../ui/time.js';
import { usePersonName } from '../people.js';
import { useSay } from '../words.js';
import type { Stored } from './api.js';
import { alike, differences, type Fields } from './schema.js';
import { usePathName, useShown } from './shown.js';

interface Props {
  readonly theirs: Pick<Stored, 'key' | 'value' | 'changedBy' | 'changedAt'>;
  readonly mine: unknown;
  readonly onClose: () => void;
  readonly onTake: () => void;
  readonly onSave: (value: unknown) => void;
}

/** Somebody saved meanwhile: both values beside one another, and for each part that differs one of them is chosen. */
export function Conflict({ theirs, mine, onClose, onTake, onSave }: Props) {
  const say = useSay();
  const nameOf = usePersonName();
  const pathName = usePathName();
  const shown = useShown();
  const ours = mine as Fields;
  const other = theirs.value as Fields;
  const parts = [...new Set([...Object.keys(ours), ...Object.keys(other)])].filter(
    (part) => !alike(ours[part], other[part]),
  );
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const chosen = () =>
    Object.fromEntries(
      [...new Set([...Object.keys(other), ...Object.keys(ours)])].flatMap((part) => {
        const from = parts.includes(part) && taken.has(part) ? other : ours;
        return part in from ? [[part, from[part]]] : [];
      }),
    );
  return (
    <Ask title={say('conflict.title')} onClose={onClose} wide role="alertdialog">
      <p>
        {say('conflict.text', { name: nameOf(theirs.changedBy) })}{' '}
        {theirs.changedAt && <When at={theirs.changedAt} />}
      </p>
      <div className="wide-table">
        <table className="table beside">
          <thead>
            <tr>
              <th scope="col">{say('conflict.part')}</th>
              <th scope="col">{say('conflict.mine')}</th>
              <th scope="col">{say('conflict.theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => {
              const rows = differences({ [part]: ours[part] }, { [part]: other[part] });
              return (
                <tr key={part}>
                  <th scope="row">{pathName(theirs.key, part)}</th>
                  {(['mine', 'theirs'] as const).map((side) => (
                    <td key={side}>
                      <label className="choice tall">
                        <input
                          type="radio"
                          name={`conflict-${part}`}
                          checked={(side === 'theirs') === taken.has(part)}
                          onChange={() =>
                            setTaken(
                              side === 'theirs'
                                ? new Set([...taken, part])
                                : new Set([...taken].filter((one) => one !== part)),
                            )
                          }
                        />
                        <span>
                          {rows.map(({ path, before, after }) => (
                            <span key={path} className="said">
                              {path !== part && <span className="quiet">{pathName(theirs.key, path)}: </span>}
                              {shown(side === 'mine' ? before : after, theirs.key)}
                            </span>
                          ))}
                        </span>
                      </label>
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <div className="row">
        <Action kind="first" onPress={() => onSave(chosen())}>
          {say('conflict.save')}
        </Action>
        <Action onPress={onTake}>{say('conflict.take')}</Action>
      </div>
    </Ask>
  );
}
