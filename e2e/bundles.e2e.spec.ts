import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { services } from '../tools/src/index.js';
import { root } from '../tools/src/stack/layout.js';

/** Writes to standard error which packages a process has loaded from node_modules by its end. */
const reporter = `
const loaded = new Set();
const { _extensions: readers } = require('node:module');
for (const [kind, read] of Object.entries(readers)) {
  readers[kind] = (module, file) => {
    const found = /.*[/\\\\]node_modules[/\\\\]((?:@[^/\\\\]+[/\\\\])?[^/\\\\]+)/.exec(file);
    if (found) loaded.add(found[1]);
    return read(module, file);
  };
}
process.on('exit', () => require('node:fs').writeSync(2, JSON.stringify([...loaded])));
`;

describe('The one file of a built service', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'carrel-bundle-'));
    writeFileSync(join(folder, 'reporter.cjs'), reporter);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(services)(
    '%s holds every package but those with a native part, and none is loaded a second time',
    (name) => {
      const main = mainOf(name);
      const args = ['--require', join(folder, 'reporter.cjs'), main, 'openapi', join(folder, `${name}.json`)];
      const { stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      const packages = JSON.parse(stderr.split('\n').at(-1)!) as string[];
      expect(packages.filter((each) => !each.startsWith('@node-rs/'))).toEqual([]);
    },
  );

  it.each(services)('%s is in ASCII, of which V8 keeps a byte for each character', (name) => {
    const text = readFileSync(mainOf(name), 'latin1');
    expect(/[^\0-\x7f].{0,50}/.exec(text)?.[0]).toBeUndefined();
  });
});

const mainOf = (name: string) => join(root, 'services', name, 'dist/main.js');
