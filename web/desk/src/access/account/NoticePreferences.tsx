import { useState } from 'react';
import { Loaded } from '../../ui/Loaded.js';
import { Trouble } from '../../ui/trouble.js';
import { useOwnSetting } from './own-setting.js';
import { useSay } from './words.js';

const ways = ['desk', 'mail', 'both', 'digest'] as const;
type Way = (typeof ways)[number];
/** The kinds of notices, and whether a mail reports them too. */
const kinds = [
  { kind: 'question-new', mailed: true },
  { kind: 'question-assigned', mailed: true },
  { kind: 'question-claimed', mailed: false },
  { kind: 'question-answered', mailed: true },
  { kind: 'patron-replied', mailed: true },
  { kind: 'question-due-soon', mailed: true },
  { kind: 'question-overdue', mailed: true },
  { kind: 'feedback', mailed: true },
  { kind: 'referral-in', mailed: true },
  { kind: 'referral-out', mailed: false },
  { kind: 'referral-returned', mailed: true },
  { kind: 'duty-began', mailed: false },
] as const;
type Kind = (typeof kinds)[number]['kind'];
interface Preferences {
  readonly kinds: readonly { readonly kind: Kind; readonly by: Way }[];
  readonly digestAt: string;
}

/** How each kind of notice comes: at the desk, by mail, both, or once a day together. */
export function NoticePreferences() {
  const { kept } = useOwnSetting<Preferences>('notice-preferences');
  return <Loaded of={kept}>{(before) => <Form key={JSON.stringify(before)} before={before} />}</Loaded>;
}

function Form({ before }: { before: Preferences }) {
  const say = useSay();
  const { keep } = useOwnSetting<Preferences>('notice-preferences');
  const [chosen, setChosen] = useState<ReadonlyMap<Kind, Way>>(
    new Map(before.kinds.map(({ kind, by }) => [kind, by])),
  );
  const [digestAt, setDigestAt] = useState(before.digestAt);
  const digests = [...chosen.values()].includes('digest');
  const choose = (kind: Kind, way: Way | '') => {
    const now = new Map(chosen);
    if (way) now.set(kind, way);
    else now.delete(kind);
    setChosen(now);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        keep.run({ kinds: [...chosen].map(([kind, by]) => ({ kind, by })), digestAt });
      }}
    >
      <p className="quiet">{say('preferences.text')}</p>
      <table className="preferences">
        <thead>
          <tr>
            <th scope="col">{say('preferences.kind')}</th>
            <th scope="col">{say('preferences.by')}</th>
          </tr>
        </thead>
        <tbody>
          {kinds.map(({ kind, mailed }) => (
            <tr key={kind}>
              <th scope="row">
                <label htmlFor={`by-${kind}`}>{say(`preferences.${kind}`)}</label>
              </th>
              <td>
                <select
                  id={`by-${kind}`}
                  className="input"
                  value={chosen.get(kind) ?? ''}
                  onChange={({ target }) => choose(kind, target.value as Way | '')}
                >
                  <option value="">{say(mailed ? 'preferences.usual' : 'preferences.desk-always')}</option>
                  {mailed &&
                    ways.map((way) => (
                      <option key={way} value={way}>
                        {say(`preferences.${way}`)}
                      </option>
                    ))}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {digests && (
        <label className="field narrow">
          <span>{say('preferences.digest-at')}</span>
          <input
            type="time"
            required
            className="input"
            value={digestAt}
            onChange={({ target }) => setDigestAt(target.value)}
          />
          <span className="hint">{say('preferences.digest-hint')}</span>
        </label>
      )}
      <Trouble>{keep.trouble}</Trouble>
      <div className="row">
        <button type="submit" className="button first" aria-busy={keep.busy}>
          {say('shift.save')}
        </button>
      </div>
    </form>
  );
}
