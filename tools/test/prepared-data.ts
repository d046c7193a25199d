import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePorts, services, startStack } from '../src/index.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const kept = join(root, '.cache/prepared-data');

/**
 * Fills `dataDir` with what a first start with the demonstration data leaves there, secret included; it is made once for
 * a build and copied from then on, since making the databases took a fifth of every suite.
 */
export async function prepareData(dataDir: string): Promise<void> {
  // Keeps owners and modes, which PostgreSQL insists on.
  await run('cp', ['-a', `${await preparedData()}/.`, dataDir]);
}

/** The folder it is kept in. Suites that run side by side find it there: e2e/global-setup.mjs asks before them. */
export async function preparedData(): Promise<string> {
  const build = await buildOf();
  const prepared = join(kept, build);
  if (!existsSync(prepared)) await prepare(prepared);
  for (const other of await readdir(kept))
    if (!other.startsWith(build)) await rm(join(kept, other), { recursive: true, force: true });
  return prepared;
}

async function prepare(prepared: string): Promise<void> {
  await mkdir(kept, { recursive: true });
  // In a folder that PostgreSQL reaches whoever owns this clone; else it keeps its data elsewhere.
  const folder = await mkdtemp(join(tmpdir(), 'carrel-prepared-'));
  const unfinished = `${prepared}.${process.pid}`;
  try {
    const stack = await startStack({ dataDir: folder, basePort: await freePorts(), demo: true, quiet: true });
    await stack.stop();
    await rm(join(folder, 'logs'), { recursive: true, force: true });
    await run('cp', ['-a', folder, unfinished]);
    await rename(unfinished, prepared).catch((error: unknown) => {
      // Another run was faster.
      if (!existsSync(prepared)) throw error;
    });
  } finally {
    for (const rest of [folder, unfinished]) await rm(rest, { recursive: true, force: true });
  }
}

/** Names the built code of the services by its files and when they were written. */
async function buildOf(): Promise<string> {
  const hash = createHash('sha256');
  for (const service of services) {
    const dist = join(root, 'services', service, 'dist');
    for (const file of (await readdir(dist, { recursive: true })).sort()) {
      if (file.endsWith('.js')) hash.update(`${service}/${file} ${(await stat(join(dist, file))).mtimeMs}`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}
