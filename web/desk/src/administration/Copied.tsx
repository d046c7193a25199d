import { useState } from 'react';
import { useSay } from './words.js';

/** What is put somewhere else as it is, with Copy beside it. @param label what it is, where there is more than one to copy */
export function Copied({ text, label }: { text: string; label?: string }) {
  const say = useSay();
  const [copied, setCopied] = useState(false);
  return (
    <div className="copied">
      <code tabIndex={0}>{text}</code>
      <button
        type="button"
        className="button"
        aria-label={label && say('copy-what', { what: label })}
        onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      >
        {say('copy')}
      </button>
      <span role="status" className="quiet">
        {copied ? say('copied') : ''}
      </span>
    </div>
  );
}
