import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const folder = join(import.meta.dirname, 'words');
const catalogueOf = (file: string) =>
  JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>;
const placesIn = (message: string) => [...message.matchAll(/\{(\w+)/g)].map(([, name]) => name).sort();

describe('The desk’s words', () => {
  const english = catalogueOf('en.words.json');

  it.each(readdirSync(folder))('%s says every message, with the same things to fill in', (file) => {
    const catalogue = catalogueOf(file);
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(english).sort());
    for (const [key, message] of Object.entries(catalogue))
      expect([key, new Set(placesIn(message))]).toEqual([key, new Set(placesIn(english[key]!))]);
  });

  it('are those of the procedures: the names of buttons, tabs, lists and codes', () => {
    const said = new Set(Object.values(english));
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
