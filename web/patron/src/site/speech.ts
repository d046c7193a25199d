import { directionOf, pick, speaker, type Catalogue, type Say } from '@carrel/ui';
import en from './words/en.words.json';

type SiteKey = keyof typeof en;
export type SiteSay = Say<SiteKey>;

const catalogues: Record<string, () => Promise<{ default: Catalogue<SiteKey> }>> = {
  en: () => Promise.resolve({ default: en as Catalogue<SiteKey> }),
  es: () => import('./words/es.words.json') as never,
  fr: () => import('./words/fr.words.json') as never,
  de: () => import('./words/de.words.json') as never,
};

/** The words of this page, which is for libraries, in the language that the browser prefers. */
export async function speakAsPreferred(): Promise<SiteSay> {
  const language = pick(Object.keys(catalogues), navigator.languages);
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  const { default: catalogue } = await catalogues[language]!();
  return speaker(language, catalogue);
}
