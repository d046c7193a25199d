// What must be true before anything of Carrel runs: the right Node, the packages, a build of the sources.
// Plain JavaScript without dependencies: it runs in a fresh clone, before npm ci.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, '.cache/build');

/** Says what to do and ends. */
export function fail(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}

/** Whether `engines` of package.json names this version: `^20.19.0 || >=24.0.0`. */
export function isNodeFor(engines, version) {
  const [major, minor] = version.split('.').map(Number);
  return [...engines.matchAll(/(\^|>=)(\d+)\.(\d+)/g)].some(([, how, known, least]) =>
    major === Number(known) ? minor >= Number(least) : how === '>=' && major > Number(known),
  );
}

export function needNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (!isNodeFor(engines.node, process.versions.node)) {
    fail(
      `This is Node ${process.versions.node}; Carrel needs Node ${engines.node}. ` +
        'Install it from your system or with a version manager (nvm install 24) and try again.',
    );
  }
}

/** Runs a command in the root; resolves with its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/** The npm that runs this script, else the one on PATH. */
export function npm(args, options) {
  const cli = process.env.npm_execpath;
  return cli && /\.[cm]?js$/.test(cli)
    ? run(process.execPath, [cli, ...args], options)
    : run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}

/** Installs what package-lock.json names, when it is not what is installed. */
export async function install() {
  if (isInstalled()) return;
  console.log('installing packages (npm ci); the first time takes a minute or two');
  const code = await npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) {
    fail(
      'The packages could not be installed. If npm says above that it cannot reach its registry, connect to the ' +
        'network or configure npm for your proxy or mirror; if it says ENOSPC, make room on the disk. Then try again.',
    );
  }
}

function isInstalled() {
  try {
    const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8')).packages;
    // npm writes this list last, so an interrupted installation has none.
    const installed = read('node_modules/.package-lock.json');
    return Object.entries(read('package-lock.json')).every(
      ([path, wanted]) =>
        !path.startsWith('node_modules/') ||
        wanted.optional ||
        wanted.link ||
        installed[path]?.version === wanted.version,
    );
  } catch {
    return false;
  }
}

/** Builds every project, when sources have changed since the last build. */
export async function build() {
  const wanted = fingerprint();
  // web/ui is built into the pages that use it.
  const built = projects().filter((folder) => folder !== 'web/ui');
  const made = [...built.map((folder) => `${folder}/dist`), 'libs/client/generated'];
  const complete = made.every((folder) => existsSync(join(root, folder)));
  if (complete && existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === wanted) return true;
  console.log('building');
  rmSync(stamp, { force: true });
  const code = await nx(['run-many', '-t', 'build', '--outputStyle=static']);
  if (code !== 0) return false;
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, `${wanted}\n`);
  return true;
}

/** Runs nx without daemon or cloud; its output is shown only when it fails. */
export async function nx(args) {
  const child = spawn(process.execPath, [join(root, 'node_modules/nx/dist/bin/nx.js'), ...args], {
    cwd: root,
    env: { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
  const code = await new Promise((resolve) => child.once('close', (exit) => resolve(exit ?? 1)));
  if (code !== 0) console.error(Buffer.concat(said).toString('utf8').split('\n').slice(-80).join('\n'));
  return code;
}

function projects() {
  const below = (folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
  return [...below('libs'), ...below('services'), 'tools', ...below('web')].filter((p) =>
    existsSync(join(root, p, 'project.json')),
  );
}

function fingerprint() {
  const hash = createHash('sha256');
  const take = (path) =>
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0');
  const builders = ['.swcrc', 'nx.json', 'tools/compile.mjs', 'libs/client/generate.mjs'];
  for (const path of ['package-lock.json', ...builders]) take(path);
  const collect = (folder) => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${folder}/${entry.name}`;
      if (['dist', 'node_modules'].includes(entry.name)) continue;
      if (entry.isDirectory()) collect(path);
      else take(path);
    }
  };
  collect('docs/openapi');
  for (const project of projects()) {
    take(`${project}/package.json`);
    take(`${project}/project.json`);
    // Pages are made of HTML and of the settings of their builder, too.
    collect(project.startsWith('web/') ? project : `${project}/src`);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Calls back once npm's shell is gone: npm hands a signal to that shell, which ends without a word to us. */
export function whenOrphaned(then) {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    then();
  }, 500);
  watch.unref();
}
