import { ok } from '@carrel/client';
import { directionOf, kept, pick } from '@carrel/ui';
import { anyone } from './api.js';
import { startWords, type StartWords } from './start-words.js';
import './patron.css';
import './start.css';

/** What was chosen on a library's page before, else what the browser prefers. */
const language = pick(Object.keys(startWords), [
  kept<string>('carrel-language', { lasting: true }).get() ?? '',
  ...navigator.languages,
]);
const words = startWords[language]!;
document.documentElement.lang = language;
document.documentElement.dir = directionOf(language);
for (const place of document.querySelectorAll<HTMLElement>('[data-words]'))
  place.textContent = words[place.dataset.words as keyof StartWords];

const list = document.getElementById('list')!;

/** Libraries that have themselves named here, each with whether somebody is there at the moment. */
async function show(): Promise<void> {
  const { items } = await ok(anyone.chat.GET('/v1/patron-pages'));
  list.replaceChildren(...items.map(entry));
  if (items.length === 0) list.replaceChildren(said('li', words.none));
  await Promise.all(items.map(({ id }, n) => addState(id, list.children[n]!)));
}

function entry({ name, slug }: { name: string; slug: string }): HTMLElement {
  const link = said('a', name);
  link.setAttribute('href', `/ask/${slug}/`);
  const item = document.createElement('li');
  item.append(link);
  return item;
}

async function addState(institutionId: string, item: Element): Promise<void> {
  const query = { institutionId };
  const { data } = await anyone.chat.GET('/v1/availability', { params: { query } });
  if (!data) return;
  const state = said('span', data.open ? words.open : words.closed);
  state.className = data.open ? 'state good' : 'state';
  item.append(state);
}

function said(tag: string, text: string): HTMLElement {
  return Object.assign(document.createElement(tag), { textContent: text });
}

show().catch(() => list.replaceChildren(said('li', words.away)));
