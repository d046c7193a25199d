import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
type Found = readonly [word: string, instead: string];
const { finder, tableOf } = (await import(join(root, 'tools/checks/words.mjs'))) as {
  finder(table: unknown): (text: string) => Found[];
  tableOf(page: string): readonly (readonly [string[], string])[];
};
const table = tableOf(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8'));
const refused = (text: string) => finder(table)(text).map(([word]) => word);

describe('The words that CONTRIBUTING.md replaces', () => {
  it('are read from its table, with what to write instead', () => {
    expect(table.length).toBeGreaterThan(8);
    expect(finder(table)('wish')).toEqual([['wish', 'input, request, option']]);
  });

  it.each([
    ['a comment', '// The service hears of it.', ['hears']],
    ['a part of a name', 'private hearSession(id: string): void {', ['hear']],
    ['a class', 'export class SeveralDto {', ['Several']],
    ['a constant behind capitals', 'const toldDTOWish = 1;', ['told', 'Wish']],
    ['a method that is a phrase', 'await this.letWalk(tx);', ['letWalk']],
    ['a phrase', 'Runs as no one special.', ['no one special']],
    ['a file', 'docs adr 0030-one-who-hears-an-event.md', ['hears']],
  ])('are refused in %s', (_, text, words) => {
    expect(refused(text)).toEqual(words);
  });

  it.each([
    ['longer words', 'The heartbeat of a teller, an intelligent and toldyouso wishlist.'],
    ['names of columns', 'SELECT due_soon_told_for FROM questions'],
    ['ordinary words', 'The handler publishes an event and notifies the library.'],
  ])('are not found in %s', (_, text) => {
    expect(refused(text)).toEqual([]);
  });
});
