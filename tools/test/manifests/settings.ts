import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build.js';

/** Every name in capitals in a source that reads the environment: what a service can be told. */
export function settingsRead(): string[] {
  const found = new Set<string>();
  for (const folder of ['libs', 'services']) {
    for (const project of readdirSync(join(root, folder))) {
      for (const path of readdirSync(join(root, folder, project, 'src'), {
        recursive: true,
        encoding: 'utf8',
      })) {
        if (!/(?<!spec)\.ts$/.test(path)) continue;
        const text = readFileSync(join(root, folder, project, 'src', path), 'utf8');
        if (!/\benv\b|readConfig/.test(text)) continue;
        for (const [name] of text.matchAll(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b|\bHOST\b|\bPORT\b/g))
          found.add(name);
      }
    }
  }
  return [...found];
}
