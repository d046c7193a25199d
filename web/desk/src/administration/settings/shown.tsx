import { useLibraries } from '../../frame/me.js';
import { useSay } from '../words.js';
import { humanized } from './schema.js';
import { useSettingWords } from './words.js';

/** A single value as people read it. */
export function useShown(): (value: unknown, name: string) => string {
  const say = useSay();
  const words = useSettingWords();
  const { data: libraries } = useLibraries();
  const one = (value: unknown, name: string): string => {
    if (value === null || value === undefined || value === '') return '—';
    if (value === true) return say('yes');
    if (value === false) return say('no');
    if (Array.isArray(value)) return value.length ? value.map((item) => one(item, name)).join(', ') : '—';
    const text = String(value);
    const library = libraries?.get(text);
    return library?.name ?? words(`o.${name}.${text}`, words(`o.${text}`, text));
  };
  return one;
}

/** A path within a value, in words: `Opening hours 2: Opens`. */
export function usePathName(): (key: string, path: string) => string {
  const words = useSettingWords();
  return (key, path) => {
    const parts = path.split('.').filter(Boolean);
    let name = key;
    const said: string[] = [];
    for (const part of parts) {
      if (/^\d+$/.test(part)) {
        said[said.length - 1] = `${said.at(-1) ?? ''} ${Number(part) + 1}`.trim();
        continue;
      }
      name = `${name}.${part}`;
      said.push(words(`f.${name}`, humanized(part)));
    }
    return said.join(': ');
  };
}
