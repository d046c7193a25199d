import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

interface Projects {
  projects: object[];
}
const root = new URL('../..', import.meta.url).pathname;
const suites = {
  good: `it('holds', () => expect(1).toBe(1));`,
  wrong: `it('does not hold', () => expect(1).toBe(2)); it('holds beside it', () => {});`,
  endless: `it('never ends', () => new Promise(() => {}), 50);`,
  broken: `import './no-such-file.js'; it('is never reached', () => {});`,
  unready: `beforeAll(() => new Promise(() => {}), 50); it('is run all the same', () => {});`,
};

describe('What the test runner says of a suite', () => {
  let folder: string;
  let result: { numPassedTests: number; numFailedTests: number; numRuntimeErrorTestSuites: number };
  let status: number | null;

  beforeAll(async () => {
    folder = mkdtempSync(join(root, '.cache/runner-'));
    for (const [name, text] of Object.entries(suites)) writeFileSync(join(folder, `${name}.spec.mjs`), text);
    const { default: own } = (await import(`${root}jest.config.mjs`)) as { default: Projects };
    const [unit] = own.projects;
    const config = { ...unit, rootDir: folder, testMatch: ['**/*.spec.mjs'], modulePathIgnorePatterns: [] };
    const file = join(folder, 'jest.config.json');
    writeFileSync(file, JSON.stringify(config).replaceAll('<rootDir>', root));
    const written = join(folder, 'result.json');
    const args = ['node_modules/jest/bin/jest.js', '--config', file, '--json', `--outputFile=${written}`];
    ({ status } = spawnSync(process.execPath, args, { cwd: root }));
    result = JSON.parse(readFileSync(written, 'utf8'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('counts what holds, what does not, what never ends, what cannot be loaded and what is not made ready', () => {
    expect(result).toMatchObject({ numPassedTests: 3, numFailedTests: 3, numRuntimeErrorTestSuites: 1 });
  });

  it('ends with an error', () => {
    expect(status).toBe(1);
  });
});
