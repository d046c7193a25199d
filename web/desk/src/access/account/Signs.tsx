import { useState } from 'react';
import { useAccount } from '../../frame/me.js';
import { play, useSigning } from '../../frame/signs.js';
import { signKinds, type SignKind } from '../../frame/signs-of.js';
import { useSay } from './words.js';

/** How the desk calls: a sound for each kind, and desktop notifications by consent. */
export function Signs() {
  const say = useSay();
  const account = useAccount();
  const [signing, setSigning] = useSigning(account.id);
  const known = 'Notification' in globalThis;
  const [permission, setPermission] = useState(known ? Notification.permission : 'denied');
  const turnSound = (kind: SignKind, on: boolean) => {
    setSigning({
      ...signing,
      silent: on ? signing.silent.filter((other) => other !== kind) : [...signing.silent, kind],
    });
    if (on) play(kind);
  };
  const turnDesktop = async (on: boolean) => {
    const given = on && permission !== 'granted' ? await Notification.requestPermission() : permission;
    setPermission(given);
    setSigning({ ...signing, desktop: on && given === 'granted' });
  };
  return (
    <>
      <p className="quiet">{say('signs.text')}</p>
      <fieldset className="choices">
        <legend>{say('signs.sounds')}</legend>
        {signKinds.map((kind) => (
          <div key={kind} className="choice-row">
            <label className="choice">
              <input
                type="checkbox"
                checked={!signing.silent.includes(kind)}
                onChange={({ target }) => turnSound(kind, target.checked)}
              />
              <span>{say(`signs.${kind}`)}</span>
            </label>
            <button
              type="button"
              className="button plain"
              aria-label={say('signs.play-of', { kind: say(`signs.${kind}`) })}
              onClick={() => play(kind)}
            >
              {say('signs.play')}
            </button>
          </div>
        ))}
      </fieldset>
      <fieldset className="choices">
        <legend>{say('signs.desktop')}</legend>
        <label className="choice tall">
          <input
            type="checkbox"
            checked={signing.desktop && permission === 'granted'}
            disabled={!known || permission === 'denied'}
            onChange={({ target }) => void turnDesktop(target.checked)}
          />
          <span>
            {say('signs.desktop-on')}
            <span className="quiet block">
              {say(permission === 'denied' ? 'signs.desktop-denied' : 'signs.desktop-hint')}
            </span>
          </span>
        </label>
      </fieldset>
    </>
  );
}
