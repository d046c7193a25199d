import { accentOf } from '@carrel/ui/accent';
import { Widget, type WidgetEvent } from './widget.js';
import { wordsOf } from './words.js';

interface CarrelOfPage {
  open(library?: string): void;
  close(library?: string): void;
  /** Takes every button off the page. */
  remove(): void;
  on(event: WidgetEvent, then: (detail: { library: string; value?: unknown }) => void): () => void;
}
declare global {
  interface Window {
    Carrel?: CarrelOfPage & { add(script: HTMLScriptElement): void };
  }
}

/** What the panel is made of; a browser without it gets a link to the library's page. */
const isModern =
  'attachShadow' in Element.prototype &&
  'adoptedStyleSheets' in Document.prototype &&
  'HTMLDialogElement' in window;

/** One for the page, however many buttons it has and however often the script is loaded. */
function make(): NonNullable<Window['Carrel']> {
  const widgets: Widget[] = [];
  const meant = (library?: string) => widgets.find((one) => library === undefined || one.library === library);
  const opened = (one: Widget) => {
    for (const other of widgets) if (other !== one) other.giveWay();
  };
  const place = (script: HTMLScriptElement, library: string) => {
    const { accent, position = 'end', target } = script.dataset;
    const { origin } = new URL(script.src);
    if (!isModern) return void document.body.append(plainLink(origin, library, script.dataset));
    for (const gone of widgets.filter((one) => !one.stands)) {
      gone.remove();
      widgets.splice(widgets.indexOf(gone), 1);
    }
    const inCorner = position !== 'inline';
    // The line stands twice on the page: in its template, and in what was written into it.
    if (inCorner && widgets.some((one) => one.library === library && one.position === position)) return;
    const nth = inCorner ? widgets.filter((one) => one.position === position).length : 0;
    const colour = accent && /^#[\da-f]{6}$/i.test(accent) ? accentOf(accent.toLowerCase()) : undefined;
    const options = { ...script.dataset, library, ...(target ? { target } : {}) };
    widgets.push(new Widget(origin, options, colour, nth, opened));
  };
  return {
    open: (library) => meant(library)?.open(),
    close: (library) => meant(library)?.close(),
    remove: () => {
      for (const one of widgets.splice(0)) one.remove();
    },
    on: (event, then) => {
      const receive = (happened: Event) => then((happened as CustomEvent).detail);
      document.addEventListener(`carrel:${event}`, receive);
      return () => document.removeEventListener(`carrel:${event}`, receive);
    },
    add: (script) => {
      const { library } = script.dataset;
      if (script.dataset.carrelDone !== undefined) return;
      script.dataset.carrelDone = '';
      if (!library) return console.error('Carrel: data-library is missing; it says whose chat this is.');
      if (document.body) place(script, library);
      else addEventListener('DOMContentLoaded', () => place(script, library));
    },
  };
}

function plainLink(origin: string, library: string, { label, language }: DOMStringMap): HTMLElement {
  const link = document.createElement('a');
  link.href = `${origin}/ask/${encodeURIComponent(library)}/`;
  link.textContent = label ?? wordsOf(language ?? (document.documentElement.lang || navigator.language)).open;
  return link;
}

// An element of the site's with this id goes by the same name.
if (typeof window.Carrel?.add !== 'function') window.Carrel = make();
const { currentScript } = document;
if (currentScript instanceof HTMLScriptElement) window.Carrel.add(currentScript);
// As a module a script does not know which element it is.
else
  for (const script of document.querySelectorAll<HTMLScriptElement>(
    'script[src*="/carrel.js"][data-library]',
  ))
    window.Carrel.add(script);
