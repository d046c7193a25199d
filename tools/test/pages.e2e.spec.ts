import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { blocksOf } from '../src/docs/page.js';
import { runPage } from '../src/docs/run-page.js';
import { freePorts } from '../src/index.js';
import { prepareData } from './prepared-data.js';

const root = join(import.meta.dirname, '../..');
const withCommands = ['docs/operators', 'docs/integrators']
  .flatMap((folder) => (isThere(folder) ? markdownIn(folder) : []))
  // PAGES=moving-in reads those pages alone.
  .filter((path) => path.includes(process.env.PAGES ?? ''))
  .filter((path) => blocksOf(readFileSync(join(root, path), 'utf8')).some(({ use }) => use === 'run'));

describe('The commands that the documents give to a newcomer', () => {
  let dataDir: string;
  let basePort: number;
  let system: ChildProcess;
  /** The pages share the system and leave each other alone, as different readers at one library would. */
  const reading = new Map<string, Promise<{ ran: number }>>();

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'carrel-pages-'));
    await prepareData(dataDir);
    basePort = await freePorts();
    const env = { ...process.env, CARREL_DATA: dataDir, CARREL_PORT: String(basePort), NODE_OPTIONS: '' };
    system = spawn(process.execPath, [join(root, 'tools/start.mjs')], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise<void>((resolve, reject) => {
      let text = '';
      system.stdout!.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes('Carrel is ready')) resolve();
      });
      system.once('exit', () => reject(new Error(`npm start ended:\n${text}`)));
    });
    const read = async (path: string) =>
      runPage(readFileSync(join(root, path), 'utf8'), { basePort, dataDir, root });
    // Three at a time: most of their time is waiting for processes to start.
    let turn: Promise<unknown>[] = [];
    for (const path of withCommands) {
      const before = turn.length < 3 ? Promise.resolve() : turn.shift()!;
      const page = before.then(() => read(path));
      reading.set(path, page);
      turn = [...turn, page.catch(() => undefined)];
    }
  });

  afterAll(async () => {
    if (system?.exitCode === null && system.kill('SIGTERM')) await once(system, 'exit');
    await rm(dataDir, { recursive: true, force: true });
  });

  it.each(withCommands)('does what %s says', async (path) => {
    const { ran } = await reading.get(path)!;
    expect(ran).toBeGreaterThan(0);
  });
});

function isThere(folder: string): boolean {
  return readdirSync(join(root, 'docs')).includes(folder.slice('docs/'.length));
}

function markdownIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
    .sort();
}
