import { use } from 'react';
import { useLanguage } from '../../language.js';

type Words = Readonly<Record<string, string>>;

/** What settings, their fields and their choices are called; what is not named here is said by its definition. */
const catalogues: Record<string, () => Promise<{ default: unknown }>> = {
  en: () => import('./words/en.words.json'),
  es: () => import('./words/es.words.json'),
  fr: () => import('./words/fr.words.json'),
  de: () => import('./words/de.words.json'),
};
const loading = new Map<string, Promise<Words>>();

/** @returns what gives the words of a key, or `otherwise` where nobody has written any */
export function useSettingWords(): (key: string, otherwise: string) => string {
  const language = useLanguage();
  let words = loading.get(language);
  if (!words) {
    const load = catalogues[language] ?? catalogues.en!;
    loading.set(language, (words = load().then(({ default: all }) => all as Words)));
  }
  const all = use(words);
  return (key, otherwise) => all[key] ?? otherwise;
}
