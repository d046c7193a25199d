import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { settingsOfLog } from '../src/index.js';
import { root } from './manifests/build.js';

/** Every file that starts or describes a PostgreSQL server. */
const described = files([
  'docker-compose.yml',
  'docker-compose.production.yml',
  'k8s',
  'libs/testing/src',
  'tools/src',
])
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
  .filter(({ text }) => /builtin-locale|kind: Cluster\b/.test(text));

describe('Every PostgreSQL server that we start or describe', () => {
  it('is among those looked at: compose, the trial, the operator’s, the tests’ container and the embedded one', () => {
    expect(described.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        'docker-compose.yml',
        'k8s/components/postgres-trial/postgres.yaml',
        'k8s/components/postgres-operator/cluster.yaml',
        'libs/testing/src/server-for-run.ts',
        'tools/src/postgres.ts',
      ]),
    );
  });

  it('names its encoding, without which initdb refuses the builtin locale C.UTF-8', () => {
    for (const { path, text } of described) {
      if (!/builtin-locale|builtinLocale/.test(text)) continue;
      expect([path, /--encoding=UTF8|encoding: UTF8/.test(text)]).toEqual([path, true]);
    }
  });

  it('writes no row and no parameter to its log: they hold addresses and names', () => {
    for (const { path, text } of described) {
      for (const [name, value] of Object.entries(settingsOfLog)) {
        const said = text.includes('settingsOfLog') || new RegExp(`${name}(=|: '?)${value}\\b`).test(text);
        expect([path, name, said]).toEqual([path, name, true]);
      }
    }
  });
});

function files(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (/\.\w+$/.test(path)) return [path];
    return readdirSync(join(root, path), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|yaml)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  });
}
