import { speaker, type Catalogue, type Say as SayOf } from '@carrel/ui';
import { use } from 'react';
import { useLanguage, useSay as useDeskSay, type Key as DeskKey } from './language.js';

type Catalogues = Readonly<Record<string, () => Promise<{ default: unknown }>>>;

/**
 * The words of one part of the desk, loaded when the part is first opened.
 *
 * @param catalogues by language, each with every key of English; a language that is missing is said in English
 * @returns a hook that says the part's messages and the desk's own; it waits (Suspense) for the words
 */
export function partWords<Key extends string>(catalogues: Catalogues & { en: Catalogues[string] }) {
  type Words = { readonly catalogue: Catalogue<Key>; readonly say: SayOf<Key> };
  const loading = new Map<string, Promise<Words>>();
  const load = async (language: string): Promise<Words> => {
    const catalogue = (await (catalogues[language] ?? catalogues.en)()).default as Catalogue<Key>;
    return { catalogue, say: speaker(language, catalogue) };
  };
  const isOwn = (key: string, catalogue: Catalogue<Key>): key is Key => key in catalogue;
  return function useSay(): SayOf<Key | DeskKey> {
    const language = useLanguage();
    const desk = useDeskSay();
    let words = loading.get(language);
    if (!words) loading.set(language, (words = load(language)));
    const part = use(words);
    return (key, values) =>
      isOwn(key, part.catalogue) ? part.say(key, values) : desk(key as DeskKey, values);
  };
}
