import { useState } from 'preact/hooks';
import type { SiteSay } from './speech.js';

/** Something to copy, as it stands. @param name of what it is, which is read out */
export function Snippet({ say, text, name }: { say: SiteSay; text: string; name: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <div class="snippet">
      {/* A group: as a region it would be one more landmark, of the same name as the section it stands in. */}
      <pre dir="ltr" tabIndex={0} role="group" aria-label={name}>
        <code>{text}</code>
      </pre>
      <div class="actions">
        <button
          type="button"
          class="button small"
          aria-label={`${say('copy')}: ${name}`}
          onClick={() => void copy()}
        >
          {say('copy')}
        </button>
        <span role="status" class="quiet">
          {copied ? say('copied') : ''}
        </span>
      </div>
    </div>
  );
}
