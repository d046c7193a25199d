import { directionOf, kept, pick, speaker, type Catalogue, type Say } from '@carrel/ui';
import en from './words/en.words.json';

type SiteKey = keyof typeof en;
export type SiteSay = Say<SiteKey>;

const catalogues: Record<string, () => Promise<{ default: Catalogue<SiteKey> }>> = {
  en: () => Promise.resolve({ default: en as Catalogue<SiteKey> }),
  es: () => import('./words/es.words.json') as never,
  fr: () => import('./words/fr.words.json') as never,
  de: () => import('./words/de.words.json') as never,
  ar: () => import('./words/ar.words.json') as never,
};
export const siteLanguages: readonly string[] = Object.keys(catalogues);
const chosen = kept<string>('carrel-language', { lasting: true });

/** What was chosen on one of Carrel's pages before, else what the browser prefers. */
export const preferred = (): string => pick(siteLanguages, [chosen.get() ?? '', ...navigator.languages]);

/** The words of this page, which is for libraries; turns the page to their language. */
export async function speakSite(language: string): Promise<SiteSay> {
  const { default: catalogue } = await catalogues[language]!();
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
  return speaker(language, catalogue);
}

export function chooseForSite(language: string): void {
  chosen.set(language);
}
