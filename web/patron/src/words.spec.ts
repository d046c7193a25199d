import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from '@formatjs/icu-messageformat-parser';

const folder = join(import.meta.dirname, 'words');
const catalogues = readdirSync(folder).map((name) => [
  name.split('.')[0]!,
  JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, string>,
]) as [string, Record<string, string>][];
const english = new Map(catalogues).get('en')!;

/** The names of what a message is filled in with. */
function namesIn(message: string): string[] {
  const names = new Set<string>();
  const walk = (elements: ReturnType<typeof parse>): void => {
    for (const element of elements) {
      if (element.type !== 0 && element.type !== 7) names.add((element as { value: string }).value);
      if ('options' in element) for (const { value } of Object.values(element.options)) walk(value);
    }
  };
  walk(parse(message));
  return [...names].sort();
}

describe('The words of the patrons’ pages', () => {
  it('are there in English, Spanish, French, German and Arabic', () => {
    expect(catalogues.map(([language]) => language).sort()).toEqual(['ar', 'de', 'en', 'es', 'fr']);
  });

  it.each(catalogues)('are complete in %s, and filled in with the same', (_language, catalogue) => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(english).sort());
    for (const [key, message] of Object.entries(catalogue))
      expect([key, namesIn(message)]).toEqual([key, namesIn(english[key]!)]);
  });
});
