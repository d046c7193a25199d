import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { shortly } from '../debian-package.js';
import { cacheFolder } from '../nats-server.js';

const run = promisify(execFile);
const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome-headless-shell',
];

/** Nothing of a browser that rings home, asks for a screen or wants more of /dev/shm than a container has. */
export const chromiumFlags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/**
 * A Chromium that runs here: the one of CHROME_BIN, one on PATH, Debian's where root may install it, else the one that an
 * npm package carries. @throws Error that says what was tried
 */
export async function findChromium(say: (line: string) => void = () => {}): Promise<string> {
  const given = process.env.CHROME_BIN;
  if (given) {
    if (await runs(given)) return given;
    throw new Error(`CHROME_BIN=${given} is no Chromium that runs here.`);
  }
  for (const path of onPath()) if (await runs(path)) return path;
  const tried: string[] = ['none on PATH'];
  for (const from of [ofDebian, ofNpm]) {
    try {
      const path = await from(say);
      if (path === undefined) continue;
      if (await runs(path)) return path;
      tried.push(`${path} does not run here`);
    } catch (error) {
      tried.push(shortly(error));
    }
  }
  throw new Error(
    `The pages are tried in Chromium, and there is none: ${tried.join('; ')}. Install one (as root: apt-get install ` +
      'chromium), or name one in CHROME_BIN.',
  );
}

/** A browser without a window. @throws Error when there is no Chromium */
export async function launchChromium(
  say: (line: string) => void = () => {},
  env: Record<string, string> = {},
): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  const executablePath = await findChromium(say);
  return chromium.launch({
    executablePath,
    headless: true,
    args: chromiumFlags,
    env: { ...(process.env as Record<string, string>), ...env },
  });
}

function onPath(): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).filter(existsSync);
}

async function ofDebian(say: (line: string) => void): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  say("no Chromium here; installing Debian's (some 100 MB)");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]) =>
    run('apt-get', ['-q', ...args], { env, timeout: 300_000, maxBuffer: 64e6 });
  const install = () => apt('install', '-y', '--no-install-recommends', 'chromium');
  try {
    await install();
  } catch {
    // Fresh containers have no package lists, and old ones name packages that are gone.
    await apt('update');
    await install();
  }
  return '/usr/bin/chromium';
}

/** It is packed; unpacked it stays in the cache folder. */
async function ofNpm(say: (line: string) => void): Promise<string> {
  const folder = join(cacheFolder(), 'chromium');
  if (existsSync(join(folder, 'chromium'))) return join(folder, 'chromium');
  say('unpacking the Chromium of an npm package');
  mkdirSync(folder, { recursive: true });
  const { default: packed } = await import('@sparticuz/chromium');
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return await packed.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

const runs = (path: string): Promise<boolean> =>
  run(path, ['--version', '--no-sandbox'], { timeout: 30_000 }).then(
    () => true,
    () => false,
  );
