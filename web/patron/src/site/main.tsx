import { accentOf, wear } from '@carrel/ui';
import { render } from 'preact';
import { loadPage } from '../api.js';
import { placeOf } from '../place.js';
import { OnYourSite } from './OnYourSite.js';
import { speakAsPreferred } from './speech.js';
import '../patron.css';
import './site.css';

const root = document.getElementById('page')!;

async function begin(): Promise<void> {
  const say = await speakAsPreferred();
  document.title = say('title');
  try {
    const page = await loadPage(placeOf(location).slug);
    if (page.accent) wear(accentOf(page.accent));
    render(<OnYourSite {...{ say, page }} />, root);
  } catch {
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
