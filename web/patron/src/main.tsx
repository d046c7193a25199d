import { CarrelProblem } from '@carrel/client';
import { accentOf, timesIn, wear, type Say } from '@carrel/ui';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { App } from './App.js';
import { loadPage, type Page } from './api.js';
import { Conversation, type Held } from './chat/conversation.js';
import { SpeechContext, WhoseContext } from './context.js';
import { report } from './host.js';
import { choose, languageFor, languages as all, languagesFor, speak, type Key } from './language.js';
import { placeOf } from './place.js';
import './patron.css';

const place = placeOf(location);
const AGAIN_MS = 5_000;

/** The chat that this tab has, or that the panel handed to the page in the address's fragment, which nobody is sent. */
function heldAt(page: Page): Held | undefined {
  const store = Conversation.storeOf(page.institutionId);
  const [, id, token] = /^#chat=([\da-f-]{36})\.(.+)$/.exec(location.hash) ?? [];
  if (id && token) {
    history.replaceState(null, '', location.pathname + location.search);
    store.set({ id, token, outbox: [] });
  }
  return store.get();
}

function Root({ page, first }: { page: Page; first: { language: string; say: Say<Key> } }) {
  const languages = languagesFor(page.languages);
  const [{ language, say }, setSpoken] = useState(first);
  useEffect(() => {
    document.title = say('title', { library: page.name });
  }, [say]);
  const turn = (to: string) => {
    choose(to);
    // While the connection is cut its words may not come; then the page goes on as it spoke.
    void speak(to, page.words).then(
      (words) => setSpoken({ language: to, say: words }),
      () => undefined,
    );
  };
  const speech = { say, language, languages, speak: turn, times: timesIn(language) };
  return (
    <WhoseContext.Provider value={{ page, place }}>
      <SpeechContext.Provider value={speech}>
        <App start={heldAt(page)} />
      </SpeechContext.Provider>
    </WhoseContext.Provider>
  );
}

async function begin(root: HTMLElement): Promise<void> {
  const asked = place.search.get('language');
  try {
    const page = await loadPage(place.slug, place.search.get('preview'));
    const accent = place.search.get('accent');
    const colour = /^#[\da-f]{6}$/i.test(accent ?? '') ? accent! : page.accent;
    if (colour) wear(accentOf(colour.toLowerCase()));
    const language = languageFor(languagesFor(page.languages), asked);
    const say = await speak(language, page.words);
    // An address that was given up leads on to the present one.
    if (page.slug && !place.framed && page.slug !== place.slug)
      history.replaceState(null, '', `/ask/${page.slug}/${location.search}${location.hash}`);
    render(null, root);
    root.replaceChildren();
    render(<Root page={page} first={{ language, say }} />, root);
    report({ carrel: 'ready' });
  } catch (error) {
    const missing = error instanceof CarrelProblem && error.status === 404;
    const say = await speak(languageFor(all, asked));
    render(null, root);
    root.replaceChildren();
    render(<Unready say={say} missing={missing} />, root);
    report({ carrel: 'ready' });
    if (!missing) setTimeout(() => void begin(root), AGAIN_MS);
  }
}

/** No library has this address, or Carrel does not answer at the moment: then it is asked again by itself. */
function Unready({ say, missing }: { say: Say<Key>; missing: boolean }) {
  return (
    <div class="page">
      <main class="main">
        <section class="card said" role="status">
          <h1>{say(missing ? 'missing.title' : 'away.title')}</h1>
          <p>{say(missing ? 'missing.text' : 'away.text')}</p>
        </section>
      </main>
    </div>
  );
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && place.framed && !document.querySelector('dialog[open]'))
    report({ carrel: 'close' });
});
void begin(document.getElementById('page')!);
