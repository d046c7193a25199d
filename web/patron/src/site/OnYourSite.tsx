import type { ComponentChildren } from 'preact';
import type { Page } from '../api.js';
import { Snippet } from './Snippet.js';
import type { SiteSay } from './speech.js';
import { Tester } from './Tester.js';
import { YourLine } from './YourLine.js';

interface Props {
  readonly say: SiteSay;
  readonly page: Page;
  /** Of the language. */
  readonly choice: ComponentChildren;
}

/** For a library: its one line, where that goes, and what is wrong where it does not work. */
export function OnYourSite({ say, page, choice }: Props) {
  const slug = page.slug ?? page.institutionId;
  const { origin } = location;
  const policy = `script-src ${origin}; frame-src ${origin}; connect-src ${origin}`;
  const plain = `<script src="${origin}/carrel.js" data-library="${slug}" async></script>`;
  return (
    <div class="page">
      <header class="top">
        <p class="library">
          <span class="mark" aria-hidden="true">
            {page.name.charAt(0)}
          </span>
          <span>{page.name}</span>
        </p>
        <div class="tools">{choice}</div>
      </header>
      <main class="main">
        <section class="opening">
          <h1>{say('title')}</h1>
          <p class="lead">{say('lead', { library: page.name })}</p>
        </section>
        <YourLine {...{ say, slug }} />
        <section class="card" aria-labelledby="where">
          <h2 id="where">{say('where.title')}</h2>
          <h3>{say('html')}</h3>
          <p>{say('html.text')}</p>
          <Snippet {...{ say, text: `${plain}\n</body>`, name: say('html') }} />
          <h3>{say('wordpress')}</h3>
          <p>{say('wordpress.text')}</p>
          <Snippet
            {...{ say, text: `<!-- wp:html -->\n${plain}\n<!-- /wp:html -->`, name: say('wordpress') }}
          />
          <h3>{say('libguides')}</h3>
          <p>{say('libguides.text')}</p>
          <Snippet {...{ say, text: plain, name: say('libguides') }} />
          <h3>{say('link')}</h3>
          <p>{say('link.text')}</p>
          <Snippet
            {...{ say, text: `<a href="${origin}/ask/${slug}">${page.name}</a>`, name: say('link') }}
          />
        </section>
        <section class="card" aria-labelledby="allow">
          <h2 id="allow">{say('allow.title')}</h2>
          <p>{say('allow.text')}</p>
          <p>{say('policy.text')}</p>
          <Snippet {...{ say, text: policy, name: 'Content-Security-Policy' }} />
        </section>
        <Tester {...{ say, slug }} />
      </main>
    </div>
  );
}
