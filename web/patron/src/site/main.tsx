import { accentOf, wear } from '@carrel/ui';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { loadPage, type Page } from '../api.js';
import { LanguageSelect } from '../LanguageChoice.js';
import { placeOf } from '../place.js';
import { OnYourSite } from './OnYourSite.js';
import { chooseForSite, preferred, siteLanguages, speakSite, type SiteSay } from './speech.js';
import '../patron.css';
import './site.css';

const root = document.getElementById('page')!;

function Root({ page, first }: { page: Page; first: { language: string; say: SiteSay } }) {
  const [{ language, say }, setSpoken] = useState(first);
  useEffect(() => {
    document.title = say('title');
  }, [say]);
  const turn = (to: string) => {
    chooseForSite(to);
    void speakSite(to).then(
      (words) => setSpoken({ language: to, say: words }),
      () => undefined,
    );
  };
  const choice = (
    <LanguageSelect {...{ label: say('page.language'), language, languages: siteLanguages, speak: turn }} />
  );
  return <OnYourSite {...{ say, page, choice }} />;
}

async function begin(): Promise<void> {
  const language = preferred();
  const say = await speakSite(language);
  try {
    const page = await loadPage(placeOf(location).slug);
    if (page.accent) wear(accentOf(page.accent));
    render(<Root {...{ page, first: { language, say } }} />, root);
  } catch {
    document.title = say('title');
    render(
      <main class="main">
        <p class="lead" role="alert">
          {say('gone')}
        </p>
      </main>,
      root,
    );
  }
}
void begin();
