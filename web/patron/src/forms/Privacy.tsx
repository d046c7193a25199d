import { useAround } from '../context.js';

/** Who keeps what for how long: the library's own words, else what its clocks say. */
export function Privacy() {
  const { page, say } = useAround();
  const { notice, url, identityDays, textDays } = page.privacy;
  return (
    <details class="privacy">
      <summary>{say('privacy.title')}</summary>
      <p>{notice ?? say('privacy.default', { library: page.name, identityDays, textDays })}</p>
      {url && (
        <p>
          <a href={url} target="_blank" rel="noopener">
            {say('privacy.more')}
          </a>
        </p>
      )}
    </details>
  );
}
