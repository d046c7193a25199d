import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';

const dist = join(import.meta.dirname, '../dist');
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<
  string,
  { file: string; name?: string; css?: string[]; imports?: string[]; dynamicImports?: string[] }
>;

/** A part of the desk by its component; a chunk that others import from has no source of its own in the manifest. */
const partNamed = (name: string): string => {
  const found = Object.keys(manifest).find((key) => manifest[key]!.name === name);
  if (!found) throw new Error(`no part ${name}`);
  return found;
};

/** The bytes of a page and of all that it loads by itself, packed. */
function weightOf(...entries: string[]): number {
  const files = new Set<string>();
  const take = (name: string): void => {
    const { file, css = [], imports = [] } = manifest[name]!;
    for (const one of [file, ...css]) files.add(one);
    imports.forEach(take);
  };
  entries.forEach(take);
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0);
}

describe('The desk’s bytes', () => {
  it('come to less than 250 KB before the first list stands', () => {
    expect(weightOf('index.html', 'src/questions/Home.tsx')).toBeLessThan(250_000);
  });

  it('come to less than 60 KB more when reports are opened', () => {
    const [start, with_] = [weightOf('index.html'), weightOf('index.html', partNamed('ReportsPart'))];
    expect(with_ - start).toBeLessThan(60_000);
  });

  it('are in parts that are loaded when they are opened', () => {
    const parts = manifest['index.html']!.dynamicImports ?? [];
    expect(parts).toEqual(
      expect.arrayContaining([
        'src/chat/ChatPart.tsx',
        'src/questions/QuestionsPart.tsx',
        partNamed('ReportsPart'),
        'src/review/ReviewPart.tsx',
        'src/rota/RotaPart.tsx',
      ]),
    );
  });
});
