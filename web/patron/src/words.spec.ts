import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { acknowledgementOf, ownWords, settings } from '@carrel/contracts';
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
  walk(parse(message, { ignoreTag: true }));
  return [...names].sort();
}

const ownOfSites = join(import.meta.dirname, 'site/words');

describe('The words of the page for libraries’ sites', () => {
  const all = readdirSync(ownOfSites).map((name) => [
    name.split('.')[0]!,
    JSON.parse(readFileSync(join(ownOfSites, name), 'utf8')) as Record<string, string>,
  ]) as [string, Record<string, string>][];
  const first = new Map(all).get('en')!;

  it('are there in the languages of the patrons’ pages', () => {
    expect(all.map(([language]) => language).sort()).toEqual(['ar', 'de', 'en', 'es', 'fr']);
  });

  it.each(all)('are complete in %s, and filled in with the same', (_language, catalogue) => {
    for (const [key, message] of Object.entries(first))
      expect([key, namesIn(catalogue[key] ?? '')]).toEqual([key, namesIn(message)]);
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(first).sort());
  });
});

describe('The words of the patrons’ pages', () => {
  it('are there in English, Spanish, French, German and Arabic', () => {
    expect(catalogues.map(([language]) => language).sort()).toEqual(['ar', 'de', 'en', 'es', 'fr']);
  });

  it.each(catalogues)('are complete in %s, and filled in with the same', (_language, catalogue) => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(english).sort());
    for (const [key, message] of Object.entries(catalogue))
      expect([key, namesIn(message)]).toEqual([key, namesIn(english[key]!)]);
  });

  it('may be a library’s own where the setting says so, filled in with the same', () => {
    for (const [key, names] of Object.entries(ownWords))
      expect([key, namesIn(english[key] ?? '{missing}')]).toEqual([key, [...names].sort()]);
  });

  it('are, in English, what Carrel gives every library, so that its pages know that they may say it in others', () => {
    const form = settings['ask-form'].default;
    expect({
      'closed.title': settings['chat-closed-page'].default.title,
      'closed.lead': settings['chat-closed-page'].default.text,
      'ask.own': form.title,
      'asked.thanks': form.acknowledgement,
      'asked.here': acknowledgementOf({ 'ask-form': form, 'custom-messages': { messages: [] } }, null, {
        wanted: [],
        offered: [],
      }),
    }).toEqual(
      Object.fromEntries(
        ['closed.title', 'closed.lead', 'ask.own', 'asked.thanks', 'asked.here'].map((key) => [
          key,
          english[key],
        ]),
      ),
    );
  });
});
