import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { root, textOf } from './manifests/build.js';

const { isNodeFor } = (await import(pathToFileURL(join(root, 'tools/prepare.mjs')).href)) as {
  isNodeFor(engines: string, version: string): boolean;
};
const { engines } = JSON.parse(textOf('package.json')) as { engines: { node: string } };

describe('npm start and npm test', () => {
  it('want the versions of Node that package.json names', () => {
    const fit = (versions: string[]) => versions.filter((version) => isNodeFor(engines.node, version));
    const others = ['18.20.8', '20.18.3', '21.9.0', '22.12.0', '23.4.0', '24.10.0'];
    const known = ['20.19.0', '20.20.2', '22.13.0', '22.22.0', '24.11.0', '24.22.3', '26.1.0'];
    expect([...others, ...known].filter((version) => fit([version]).length)).toEqual(known);
  });
});
