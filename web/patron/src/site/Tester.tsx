import { CarrelProblem, ok } from '@carrel/client';
import { useState } from 'preact/hooks';
import { anyone } from '../api.js';
import type { SiteSay } from './speech.js';

const check = (slug: string, url: string) =>
  ok(anyone.chat.POST('/v1/patron-pages/{slug}/site-checks', { params: { path: { slug } }, body: { url } }));
type Found = Awaited<ReturnType<typeof check>>['findings'];

/** Has Carrel look at a page of the library's, and says what is in the way, in order. */
export function Tester({ say, slug }: { say: SiteSay; slug: string }) {
  const [url, setUrl] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const [found, setFound] = useState<Found>();
  const look = async () => {
    const address = url.trim().includes('://') ? url.trim() : `https://${url.trim()}`;
    setFound(undefined);
    if (!URL.canParse(address)) return setFault(say('fault.url'));
    setFault('');
    setBusy(true);
    try {
      setFound((await check(slug, address)).findings);
    } catch (error) {
      const status = error instanceof CarrelProblem ? error.status : 0;
      setFault(say(status === 422 ? 'fault.url' : status === 429 ? 'fault.many' : 'fault.away'));
    }
    setBusy(false);
  };
  return (
    <section class="card" aria-labelledby="test">
      <h2 id="test">{say('test.title')}</h2>
      <p>{say('test.lead')}</p>
      <form
        class="address"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void look();
        }}
      >
        <div class="field">
          <label for="site-url">{say('test.url')}</label>
          <input
            id="site-url"
            class="input"
            type="url"
            inputMode="url"
            maxLength={2000}
            placeholder="https://www.library.example/"
            value={url}
            aria-invalid={fault ? 'true' : undefined}
            aria-describedby="site-url-fault"
            onInput={(event) => setUrl(event.currentTarget.value)}
          />
        </div>
        <button type="submit" class="button first" aria-disabled={busy}>
          {say(busy ? 'test.going' : 'test.go')}
        </button>
      </form>
      <p role="alert" class="fault" id="site-url-fault">
        {fault}
      </p>
      <div role="status" class="found">
        {found?.length === 0 && <p class="state good">{say('test.good')}</p>}
        {found && found.length > 0 && (
          <>
            <p>{say('test.bad')}</p>
            <ul>
              {found.map(({ code, what }) => (
                <li key={code}>{say(code, { what: what ?? '' })}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      <p class="quiet">{say('test.hint')}</p>
    </section>
  );
}
