import { useEffect, useRef } from 'preact/hooks';
import { useAround } from '../context.js';
import { DoneIcon } from '../icons.js';
import { inWords } from '../language.js';

export interface Asked {
  readonly number: string;
  readonly acknowledgement: string;
  readonly email: string;
  readonly token?: string | undefined;
}

/** The question is with the library: its number, and what comes next. */
export function AskedView({ asked, onAgain }: { asked: Asked; onAgain: () => void }) {
  const { say, place } = useAround();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const ours = inWords(say, 'asked.here', inWords(say, 'asked.thanks', asked.acknowledgement));
  return (
    <section class="card said">
      <span class="tick" aria-hidden="true">
        <DoneIcon />
      </span>
      <h1 ref={heading} tabIndex={-1}>
        {say('asked.title')}
      </h1>
      <p class="words">{ours}</p>
      <dl class="facts">
        <dt>{say('asked.number')}</dt>
        <dd class="number">{asked.number}</dd>
        {asked.email && (
          <>
            <dt>{say('asked.to')}</dt>
            <dd>{asked.email}</dd>
          </>
        )}
      </dl>
      {asked.token && (
        <p>
          {/* That page stands in no other site's. */}
          <a
            class="button"
            href={`/my-questions#${asked.token}`}
            {...(place.framed ? { target: '_blank', rel: 'noopener' } : {})}
          >
            {say('asked.see')}
          </a>
        </p>
      )}
      <button type="button" class="button plain" onClick={onAgain}>
        {say('again')}
      </button>
    </section>
  );
}
