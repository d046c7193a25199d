import { kept, timesIn, type Say } from '@carrel/ui';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { SpeechContext } from '../context.js';
import { choose, languageFor, languages, speak, type Key } from '../language.js';
import { OwnQuestions } from './OwnQuestions.js';
import '../patron.css';
import './questions.css';

const store = kept<string>('carrel-questions');

/** The token of a mailed link comes after its `#`, which browsers send nowhere; it leaves the address at once. */
function tokenOf(): string | undefined {
  const token = location.hash.slice(1);
  if (token) {
    store.set(token);
    history.replaceState(null, '', location.pathname + location.search);
  }
  return store.get();
}

function Root({ token, first }: { token: string | undefined; first: { language: string; say: Say<Key> } }) {
  const [{ language, say }, setSpoken] = useState(first);
  useEffect(() => {
    document.title = say('own.title');
  }, [say]);
  const turn = (to: string) => {
    choose(to);
    // While the connection is cut its words may not come; then the page goes on as it spoke.
    void speak(to).then(
      (words) => setSpoken({ language: to, say: words }),
      () => undefined,
    );
  };
  const speech = { say, language, languages, speak: turn, times: timesIn(language) };
  return (
    <SpeechContext.Provider value={speech}>
      <OwnQuestions {...{ token, about }} onForgotten={() => store.set(undefined)} />
    </SpeechContext.Provider>
  );
}

const root = document.getElementById('page')!;
const token = tokenOf();
const about = new URLSearchParams(location.search).get('question') ?? undefined;
const language = languageFor(languages, null);
void speak(language).then((say) => {
  root.replaceChildren();
  render(<Root token={token} first={{ language, say }} />, root);
});
addEventListener('hashchange', () => location.reload());
