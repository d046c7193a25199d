import { useState } from 'react';
import { useSay } from '../language.js';
import { Action } from '../ui/Action.js';

/** Shown this once: whoever has neither app nor passkey at hand gets in by one of them. */
export function RecoveryCodes({ codes, onSaved }: { codes: readonly string[]; onSaved: () => void }) {
  const say = useSay();
  const [kept, setKept] = useState(codes.length === 0);
  const text = codes.join('\n');
  return (
    <div className="stack">
      <h2>{say('factor.done')}</h2>
      {codes.length > 0 && (
        <>
          <p>{say('factor.codes-text')}</p>
          <ul className="codes">
            {codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
          <div className="row">
            <button
              type="button"
              className="button"
              onClick={() => void navigator.clipboard?.writeText(text)}
            >
              {say('factor.copy')}
            </button>
            <a
              className="button"
              download="carrel-recovery-codes.txt"
              href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
            >
              {say('factor.save')}
            </a>
          </div>
          <label className="choice">
            <input type="checkbox" checked={kept} onChange={({ target }) => setKept(target.checked)} />
            <span>{say('factor.kept')}</span>
          </label>
        </>
      )}
      <Action kind="first" whyNot={kept ? undefined : say('factor.keep-first')} onPress={onSaved}>
        {say('sign-in.go-on')}
      </Action>
    </div>
  );
}
