import { directionOf, kept, pick, speaker, type Catalogue, type Say } from '@carrel/ui';
import en from './words/en.words.json';

export type Key = keyof typeof en;

/** Every language these pages speak; English comes with the page, the others when they are wanted. */
const catalogues: Record<string, () => Promise<{ default: Catalogue<Key> }>> = {
  en: () => Promise.resolve({ default: en as Catalogue<Key> }),
  es: () => import('./words/es.words.json') as never,
  fr: () => import('./words/fr.words.json') as never,
  de: () => import('./words/de.words.json') as never,
  ar: () => import('./words/ar.words.json') as never,
};
/** All of them. */
export const languages: readonly string[] = Object.keys(catalogues);
const chosen = kept<string>('carrel-language', { lasting: true });

/** Those of a library's languages that these pages speak; English where they speak none of them. */
export function languagesFor(offered: readonly string[]): string[] {
  const spoken = offered.map((tag) => pick(['', ...languages], [tag])).filter(Boolean);
  return spoken.length > 0 ? [...new Set(spoken)] : ['en'];
}

/** What the reader chose, else what the address asks for, else what the browser prefers. */
export const languageFor = (languages: readonly string[], asked: string | null): string =>
  pick(languages, [chosen.get() ?? '', asked ?? '', ...navigator.languages]);

export function choose(language: string): void {
  chosen.set(language);
}

/** What a library says in its own way. */
export type OwnWords = readonly { readonly language: string; readonly key: string; readonly text: string }[];

/** Loads a language's words and turns the page to it. @param own what the library says in place of them */
export async function speak(language: string, own: OwnWords = []): Promise<Say<Key>> {
  const { default: catalogue } = await catalogues[language]!();
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  const say = speaker(language, catalogue);
  const said = new Map(
    own.flatMap((word) => (pick(['', language], [word.language]) ? [[word.key, word.text]] : [])),
  );
  if (said.size === 0) return say;
  return (key, values = {}) => {
    const text = said.get(key);
    return text === undefined
      ? say(key, values)
      : text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  };
}

/** A library's text; where it is the one that Carrel gives every library, the same in the reader's language. */
export const inWords = (say: Say<Key>, key: Key, text: string): string =>
  text === en[key] ? say(key) : text;
