import { partWords } from '../part-words.js';
import type en from './words/en.words.json';

export type Key = keyof typeof en;

/** The words of reports, and the desk's own beside them. */
export const useSay = partWords<Key>({
  en: () => import('./words/en.words.json'),
  es: () => import('./words/es.words.json'),
  fr: () => import('./words/fr.words.json'),
  de: () => import('./words/de.words.json'),
});
