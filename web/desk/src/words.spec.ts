import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from '@jest/globals';

const source = import.meta.dirname;
const folders = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (folder) => basename(folder) === 'words',
);
const catalogueOf = (folder: string, file: string) =>
  JSON.parse(readFileSync(join(source, folder, file), 'utf8')) as Record<string, string>;
const files = folders.flatMap((folder) =>
  readdirSync(join(source, folder)).map((file) => ({ folder, file, name: join(folder, file) })),
);

/** The names of what a message is filled in with; what stands in the braces of a plural are words. */
function placesIn(message: string): string[] {
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

describe('The desk’s words', () => {
  it.each(files)('$name says every message, with the same things to fill in', ({ folder, file }) => {
    const english = catalogueOf(folder, 'en.words.json');
    const catalogue = catalogueOf(folder, file);
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(english).sort());
    for (const [key, message] of Object.entries(catalogue))
      expect([key, placesIn(message)]).toEqual([key, placesIn(english[key]!)]);
  });

  it('are those of the procedures: the names of buttons, tabs, lists and codes', () => {
    const said = new Set(folders.flatMap((folder) => Object.values(catalogueOf(folder, 'en.words.json'))));
    for (const word of [
      ...['Transfer', 'Dismiss', 'End', 'Leave', 'Department', 'Agent', 'Available', 'Away', 'Agent Room'],
      ...['Claim', 'Refer to', 'Answer', 'Send Answer', 'Shared Followup', 'Service History', 'Yes'],
      ...['Partner (Cooperative)', 'Partner (Subscription)', 'Subject Matter Expert', 'E-mail Partner'],
      ...['Show Only Partners with Expertise in:', 'Select Partner', 'Followup by me', 'Lost call'],
      ...["Followup by patron's library", 'Answered', 'Practice', 'Log out of chat'],
    ])
      expect(said).toContain(word);
  });
});
