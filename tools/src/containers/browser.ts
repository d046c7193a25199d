import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shortly } from '../debian-package.js';
import { freePort } from '../ports.js';
import { startProgram, untilReady } from '../program.js';
import { run } from './run.js';

/** A browser that shows one page and runs functions in it. */
export interface Browser {
  readonly version: string;
  open(url: string): Promise<void>;
  /** Runs a function in the page, which may use nothing but its arguments and the page; resolves with its answer. */
  inPage<A extends unknown[], T>(work: (...args: A) => Promise<T>, ...args: A): Promise<T>;
  /** What the browser itself complained of: policies, failed requests, errors of scripts. */
  complaints(): Promise<string[]>;
  stop(): Promise<void>;
}

const flags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
];
flags.push(
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
);

/** Chromium by its own WebDriver: the one on PATH, or Debian's, which is installed as root; nothing where neither is. */
export async function startBrowser(say: (line: string) => void): Promise<Browser | undefined> {
  if (!(await found())) {
    if (process.getuid?.() !== 0) return undefined;
    say('no chromedriver here; installing Debian’s chromium-driver');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = ['install', '-y', '-q', '--no-install-recommends', 'chromium-driver'];
    const failed = await run('apt-get', install, { env }).then(
      () => undefined,
      (error: unknown) => say(`it cannot be installed: ${shortly(error)}`),
    );
    if (failed || !(await found())) return undefined;
  }
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'carrel-browser-'));
  const driver = await startProgram('chromedriver', [`--port=${port}`], { apart: true });
  const end = async () => {
    await driver.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const url = `http://127.0.0.1:${port}`;
    await untilReady('chromedriver', driver, () => command(url, 'GET', '/status'), 30_000);
    const asked = {
      browserName: 'chrome',
      'goog:chromeOptions': { args: [...flags, `--user-data-dir=${folder}`] },
      'goog:loggingPrefs': { browser: 'ALL' },
      timeouts: { script: 120_000, pageLoad: 60_000 },
    };
    const { sessionId, capabilities } = await command<{
      sessionId: string;
      capabilities: { browserVersion: string };
    }>(url, 'POST', '/session', { capabilities: { alwaysMatch: asked } });
    return browserOf(`${url}/session/${sessionId}`, capabilities.browserVersion, end);
  } catch (error) {
    await end();
    throw error;
  }
}

function browserOf(session: string, version: string, end: () => Promise<void>): Browser {
  return {
    version,
    open: async (url) => void (await command(session, 'POST', '/url', { url })),
    inPage: async (work, ...args) => {
      const script = `const done = arguments[arguments.length - 1];
        (${work.toString()})(...[...arguments].slice(0, -1))
          .then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const said = await command<{ value: never; error?: string }>(session, 'POST', '/execute/async', {
        script,
        args,
      });
      if (said.error) throw new Error(`in the browser: ${said.error}`);
      return said.value;
    },
    complaints: async () => {
      const entries = await command<{ level: string; message: string }[]>(session, 'POST', '/se/log', {
        type: 'browser',
      });
      return entries.filter(({ level }) => level === 'SEVERE').map(({ message }) => message);
    },
    stop: async () => {
      await command(session, 'DELETE', '').catch(() => undefined);
      await end();
    },
  };
}

/** One command of the W3C's WebDriver. */
async function command<T>(base: string, method: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(`${base}${path}`, {
    method,
    ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
    signal: AbortSignal.timeout(180_000),
  });
  const { value } = (await answer.json()) as { value: T & { message?: string } };
  if (!answer.ok) throw new Error(`${method} ${path}: ${value.message?.split('\n')[0]}`);
  return value;
}

const found = () =>
  run('chromedriver', ['--version']).then(
    () => true,
    () => false,
  );
