import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { blocksOf } from '../src/docs/page.js';
import { PageFault, runPage } from '../src/docs/run-page.js';
import { root } from './manifests/build.js';

const place = { basePort: 9100, dataDir: '/tmp/data', root: tmpdir() };
const page = (...blocks: [head: string, ...lines: string[]][]) =>
  blocks.map(([head, ...lines]) => `\n\`\`\`${head}\n${lines.join('\n')}\n\`\`\`\n`).join('\nthen\n');

describe('A page of the documents', () => {
  it('is run from first to last in one shell, with the ports of the system that runs', async () => {
    const text = page(
      ['sh', 'one=1', 'echo http://localhost:8080 .data'],
      ['text output', 'http://localhost:9100 /tmp/data'],
      ['js file=say.mjs', "console.log('said at localhost:8086', process.argv[2])"],
      ['sh', 'node "$WORK/say.mjs" "$one"'],
      ['text output', '... localhost:9106 1'],
    );
    expect(await runPage(text, place)).toEqual({ ran: 2, elsewhere: [] });
  });

  it('fails at the line whose command fails', async () => {
    await expect(runPage(page(['sh', 'true'], ['sh', 'false', 'true']), place)).rejects.toThrow(
      /^line 9: exit code 1/,
    );
  });

  it('fails where something else is printed than it says', async () => {
    const text = page(['sh', 'echo two'], ['text output', 'three']);
    await expect(runPage(text, place)).rejects.toThrow(PageFault);
  });

  it('says of what it leaves out what that needs', async () => {
    const text = `> **Not run here:** needs a cluster.\n${page(['sh', 'exit 7'])}`;
    expect(await runPage(text, place)).toEqual({ ran: 0, elsewhere: ['needs a cluster.'] });
  });

  it.each(pages())('%s asks for engines and clusters only where it says so', (path) => {
    for (const { use, text, line } of blocksOf(readFileSync(join(root, path), 'utf8'))) {
      const foreign = /^\s*(docker|podman|kubectl|kind|helm)\b/m.test(text);
      expect([path, line, use === 'run' && foreign]).toEqual([path, line, false]);
    }
  });
});

/** Everything below docs/operators and docs/integrators. */
function pages(): string[] {
  return ['docs/operators', 'docs/integrators'].flatMap((folder) => {
    try {
      return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.md'))
        .map((name) => join(folder, name));
    } catch {
      return [];
    }
  });
}
