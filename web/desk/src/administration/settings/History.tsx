import { useQuery } from '@tanstack/react-query';
import { Empty, Loaded } from '../../ui/Loaded.js';
import { When } from '../../ui/time.js';
import { usePersonName } from '../people.js';
import { useSay } from '../words.js';
import { readHistory, type Definition, type Owner, type Stored } from './api.js';
import { differences } from './schema.js';
import { usePathName, useShown } from './shown.js';

interface Props {
  readonly owner: Owner;
  readonly definition: Definition;
  readonly stored: Stored;
  readonly onTake: ((value: unknown) => void) | undefined;
}

/** Every change: who, when, and what became what. */
export function History({ owner, definition, stored, onTake }: Props) {
  const say = useSay();
  const nameOf = usePersonName();
  const pathName = usePathName();
  const shown = useShown();
  const { key } = definition;
  const history = useQuery({
    queryKey: ['setting-history', owner.id, key, stored.version],
    queryFn: () => readHistory(owner, key),
  });
  return (
    <Loaded of={history}>
      {(changes) =>
        changes.length === 0 ? (
          <Empty title={say('history.none')} />
        ) : (
          <ol className="changes">
            {changes.map((change, n) => {
              const before = changes[n + 1]?.value ?? (change.version === 1 ? definition.default : undefined);
              return (
                <li key={change.version} className="panel">
                  <p className="row">
                    <strong>{nameOf(change.changedBy)}</strong>
                    <span className="quiet">
                      <When at={change.changedAt} />
                    </span>
                    {onTake && n > 0 && (
                      <button type="button" className="button plain" onClick={() => onTake(change.value)}>
                        {say('history.take')}
                      </button>
                    )}
                  </p>
                  {before !== undefined && (
                    <ul className="plain-list">
                      {differences(before, change.value)
                        .slice(0, 12)
                        .map(({ path, before: was, after }) => (
                          <li key={path}>
                            <span className="quiet">{pathName(key, path)}: </span>
                            <del>{shown(was, key)}</del> <span aria-hidden="true">→</span>{' '}
                            <ins>{shown(after, key)}</ins>
                          </li>
                        ))}
                    </ul>
                  )}
                </li>
              );
            })}
          </ol>
        )
      }
    </Loaded>
  );
}
