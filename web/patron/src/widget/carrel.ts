import { accentOf } from '@carrel/ui/accent';
import { Widget, type WidgetEvent } from './widget.js';

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

/** One for the page, however many buttons it has and however often the script is loaded. */
function make(): NonNullable<Window['Carrel']> {
  const widgets: Widget[] = [];
  const meant = (library?: string) => widgets.find((one) => library === undefined || one.library === library);
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
      const { library, accent } = script.dataset;
      if (!library || script.dataset.carrelDone) return;
      script.dataset.carrelDone = '';
      const colour = accent && /^#[\da-f]{6}$/i.test(accent) ? accentOf(accent.toLowerCase()) : undefined;
      const place = () =>
        widgets.push(new Widget(new URL(script.src).origin, { ...script.dataset, library }, colour));
      if (document.body) place();
      else addEventListener('DOMContentLoaded', place);
    },
  };
}

const carrel = (window.Carrel ??= make());
const { currentScript } = document;
if (currentScript instanceof HTMLScriptElement) carrel.add(currentScript);
