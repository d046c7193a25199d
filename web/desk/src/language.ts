import { directionOf, kept, pick, speaker, type Catalogue, type Say as SayOf } from '@carrel/ui';
import { createContext, useContext } from 'react';
import en from './words/en.words.json';

export type Key = keyof typeof en;
export type Say = SayOf<Key>;

/** Every language the desk speaks; English comes with the page, others are loaded when they are wanted. */
const catalogues: Record<string, () => Promise<{ default: Catalogue<Key> }>> = {
  en: () => Promise.resolve({ default: en as Catalogue<Key> }),
};
export const languages = Object.keys(catalogues);
const chosen = kept<string>('carrel-desk-language');

export const firstLanguage = (): string => pick(languages, [chosen.get() ?? '', ...navigator.languages]);

/** Loads a language's words and turns the page to it. */
export async function speak(language: string): Promise<Say> {
  const { default: catalogue } = await catalogues[language]!();
  chosen.set(language);
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
