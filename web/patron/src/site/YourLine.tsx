import { useEffect, useState } from 'preact/hooks';
import { nameOf } from '@carrel/ui';
import { languages } from '../language.js';
import { Snippet } from './Snippet.js';
import type { SiteSay } from './speech.js';

const positions = ['end', 'start', 'inline'] as const;
interface Chosen {
  readonly position: (typeof positions)[number];
  readonly label: string;
  readonly language: string;
  readonly accent: string;
  readonly hide: boolean;
}
const nothing: Chosen = { position: 'end', label: '', language: '', accent: '', hide: false };
const isColour = (text: string): boolean => /^#[\da-f]{6}$/i.test(text);

function attributesOf(slug: string, { position, label, language, accent, hide }: Chosen): [string, string][] {
  return [
    ['library', slug],
    ...(position === 'end' ? [] : ([['position', position]] as [string, string][])),
    ...(position === 'inline' ? ([['target', '#ask-us']] as [string, string][]) : []),
    ...(label.trim() ? ([['label', label.trim()]] as [string, string][]) : []),
    ...(language ? ([['language', language]] as [string, string][]) : []),
    ...(isColour(accent) ? ([['accent', accent.toLowerCase()]] as [string, string][]) : []),
    ...(hide ? ([['when-closed', 'hide']] as [string, string][]) : []),
  ];
}

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

/** The one line by what is chosen, and the button that it gives. */
export function YourLine({ say, slug }: { say: SiteSay; slug: string }) {
  const [chosen, setChosen] = useState(nothing);
  const change = (part: Partial<Chosen>) => setChosen({ ...chosen, ...part });
  const attributes = attributesOf(slug, chosen);
  const written = attributes.map(([name, value]) => ` data-${name}="${escaped(value)}"`).join('');
  const place = chosen.position === 'inline' ? '<p id="ask-us"></p>\n' : '';
  const line = `${place}<script src="${location.origin}/carrel.js"${written} async></script>`;
  useEffect(() => show(attributes), [written]);
  const field = (key: 'label' | 'accent', most: number) => (
    <div class="field">
      <label for={`site-${key}`}>{say(key)}</label>
      <input
        id={`site-${key}`}
        class="input"
        maxLength={most}
        value={chosen[key]}
        aria-describedby={`site-${key}-hint`}
        onInput={(event) => change({ [key]: event.currentTarget.value })}
      />
      <span class="hint" id={`site-${key}-hint`}>
        {say(`${key}.hint`)}
      </span>
    </div>
  );
  return (
    <section class="card" aria-labelledby="line">
      <h2 id="line">{say('line.title')}</h2>
      <p>{say('line.lead')}</p>
      <div class="pair">
        <div class="field">
          <label for="site-position">{say('position')}</label>
          <select
            id="site-position"
            class="input"
            value={chosen.position}
            onChange={(event) => change({ position: event.currentTarget.value as Chosen['position'] })}
          >
            {positions.map((position) => (
              <option key={position} value={position}>
                {say(`position.${position}`)}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="site-language">{say('language')}</label>
          <select
            id="site-language"
            class="input"
            value={chosen.language}
            onChange={(event) => change({ language: event.currentTarget.value })}
          >
            <option value="">{say('language.page')}</option>
            {languages.map((tag) => (
              <option key={tag} value={tag} lang={tag}>
                {nameOf(tag)}
              </option>
            ))}
          </select>
        </div>
        {field('label', 60)}
        {field('accent', 7)}
      </div>
      <div class="field">
        <label for="site-closed">{say('closed')}</label>
        <select
          id="site-closed"
          class="input"
          value={chosen.hide ? 'hide' : ''}
          onChange={(event) => change({ hide: event.currentTarget.value === 'hide' })}
        >
          <option value="">{say('closed.ask')}</option>
          <option value="hide">{say('closed.hide')}</option>
        </select>
      </div>
      <Snippet {...{ say, text: line, name: say('line.title') }} />
      <p id="ask-us" class={chosen.position === 'inline' ? 'inline-place' : undefined} />
    </section>
  );
}

/** The script itself draws the button, so that what is seen here is what a site will have. */
function show(attributes: readonly [string, string][]): () => void {
  const script = document.createElement('script');
  script.src = '/carrel.js';
  script.async = true;
  for (const [name, value] of attributes) script.setAttribute(`data-${name}`, value);
  document.body.append(script);
  return () => {
    script.remove();
    (window as { Carrel?: { remove(): void } }).Carrel?.remove();
  };
}
