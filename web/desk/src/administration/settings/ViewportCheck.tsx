import { useSay } from '../words.js';
import type { BesideProps } from './extras.js';

/** What the check of the page said when it was saved. */
export default function ViewportCheck({ stored, answer, dirty }: BesideProps) {
  const say = useSay();
  const { url } = stored.value as { url: string | null };
  const warnings = (answer as { warnings?: readonly { code: string; message: string }[] } | undefined)
    ?.warnings;
  return (
    <section className="panel">
      <h2>{say('viewport.check')}</h2>
      <p>{say('viewport.how')}</p>
      {!dirty && warnings && (
        <div role="status">
          {warnings.length > 0
            ? warnings.map(({ code, message }) => (
                <p key={code} className="tag warn">
                  {message}
                </p>
              ))
            : url && <p className="tag good">{say('viewport.good')}</p>}
        </div>
      )}
      {url && (
        <p>
          <a href={url} target="_blank" rel="noreferrer">
            {url}
          </a>
        </p>
      )}
    </section>
  );
}
