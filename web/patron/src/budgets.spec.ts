import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';

const dist = join(import.meta.dirname, '../dist');
const sizeOf = (file: string): number => gzipSync(readFileSync(join(dist, file))).length;

interface Entry {
  file: string;
  css?: string[];
  imports?: string[];
}

/** Every file that a page loads before it shows anything. */
function firstOf(page: string): string[] {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    Entry
  >;
  const files = new Set<string>([page]);
  const take = (name: string): void => {
    const { file, css = [], imports = [] } = manifest[name]!;
    for (const one of [file, ...css]) files.add(one);
    imports.forEach(take);
  };
  take(page);
  return [...files];
}

describe('What a patron loads', () => {
  it.each([
    ['ask.html', 45_000],
    ['questions.html', 45_000],
    ['start.html', 20_000],
    ['site.html', 45_000],
  ])('for %s is %i bytes at most', (page, most) => {
    const bytes = firstOf(page).reduce((sum, file) => sum + sizeOf(file), 0);
    expect(bytes).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThanOrEqual(most);
  });

  it('for a button on a library’s own site is 5,000 bytes at most', () => {
    expect(sizeOf('carrel.js')).toBeLessThanOrEqual(5_000);
  });
});
