import { directionOf, pick, speaker, type Catalogue, type Say as SayOf } from '@carrel/ui';
import { createContext, useContext } from 'react';
import en from './words/en.words.json';

export type Key = keyof typeof en;
export type Say = SayOf<Key>;

/** Every language the desk speaks; English comes with the page, others are loaded when they are wanted. */
const catalogues: Record<string, () => Promise<{ default: Catalogue<Key> }>> = {
  en: () => Promise.resolve({ default: en as Catalogue<Key> }),
  es: () => import('./words/es.words.json') as never,
  fr: () => import('./words/fr.words.json') as never,
  de: () => import('./words/de.words.json') as never,
};
export const languages = Object.keys(catalogues);
const CHOSEN = 'carrel-desk-language';

/** What was chosen on this computer, else what the browser asks for. */
export function firstLanguage(): string {
  let chosen = '';
  try {
    chosen = localStorage.getItem(CHOSEN) ?? '';
  } catch {
    // Without storage the browser decides each time.
  }
  return pick(languages, [chosen, ...navigator.languages]);
}

export function choose(language: string): Promise<Say> {
  try {
    localStorage.setItem(CHOSEN, language);
  } catch {
    // It holds as long as the page.
  }
  return speak(language);
}

/** Loads a language's words and turns the page to it. */
export async function speak(language: string): Promise<Say> {
  const { default: catalogue } = await catalogues[language]!();
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  return speaker(language, catalogue);
}

export interface Spoken {
  readonly language: string;
  readonly say: Say;
}
export const LanguageContext = createContext<Spoken>(undefined as never);
export const useSay = (): Say => useContext(LanguageContext).say;
export const useLanguage = (): string => useContext(LanguageContext).language;

/** Names of languages in the reader's own: `Spanish`, or `español` for who reads Spanish. */
export const languageNamer = (reader: string): ((language: string) => string) => {
  const names = new Intl.DisplayNames([reader], { type: 'language' });
  return (language) => {
    try {
      return names.of(language) ?? language;
    } catch {
      // A patron's browser may say what is no language.
      return language;
    }
  };
};
