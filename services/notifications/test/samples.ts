import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'samples');

/** Names of the sample mails of one folder, without ending. */
export const samplesOf = (kind: string): string[] =>
  readdirSync(join(folder, kind))
    .filter((name) => name.endsWith('.eml'))
    .map((name) => name.slice(0, -'.eml'.length))
    .sort();

/** The bytes of one sample, `{{name}}` in it filled in. */
export function sample(kind: string, name: string, values: Record<string, string> = {}): Buffer {
  const raw = readFileSync(join(folder, kind, `${name}.eml`)).toString('latin1');
  return Buffer.from(
    raw.replace(/\{\{([a-z-]+)\}\}/g, (_, key: string) => values[key] ?? `${key}@example.org`),
    'latin1',
  );
}

/** The text that stands beside a sample. */
export const expectedText = (kind: string, name: string): string =>
  readFileSync(join(folder, kind, `${name}.txt`), 'utf8');
