import { ok } from '@carrel/client';
import { anyone } from './api.js';
import './patron.css';
import './start.css';

const list = document.getElementById('list')!;

/** Libraries that have themselves named here, each with whether somebody is there at the moment. */
async function show(): Promise<void> {
  const { items } = await ok(anyone.chat.GET('/v1/patron-pages'));
  list.replaceChildren(...items.map(entry));
  if (items.length === 0) list.replaceChildren(said('li', 'No library is named here yet.'));
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
  const state = said('span', data.open ? 'Open now' : 'Leave a question');
  state.className = data.open ? 'state good' : 'state';
  item.append(state);
}

function said(tag: string, text: string): HTMLElement {
  return Object.assign(document.createElement(tag), { textContent: text });
}

show().catch(() =>
  list.replaceChildren(said('li', 'Carrel cannot be reached at the moment; please load the page again.')),
);
