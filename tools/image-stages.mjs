// npm run image-stages [-- <service>...]: what the Dockerfile's stages do, as plain commands in clean folders, for
// machines without an engine. Ends by asking the installed service for its OpenAPI document, and by running it as the
// image does: as an ordinary user, its folder without a write bit.
import { randomBytes } from 'node:crypto';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail, root } from './prepare.mjs';

const services = process.argv.length > 2 ? process.argv.slice(2) : ['notifications'];
let service;
const folder = mkdtempSync(join(tmpdir(), 'carrel-image-'));
const text = readFileSync(join(root, 'docker/service.Dockerfile'), 'utf8')
  .replace(/\\\n/g, ' ')
  .replace(/^#.*$/gm, '');
const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
const stages = new Map();
let stage;

try {
  for (service of services) await build();
} finally {
  execFileSync('chmod', ['-R', 'u+w', folder]);
  rmSync(folder, { recursive: true, force: true });
}

async function build() {
  let kept = false;
  for (const line of text.split('\n').filter((each) => each.trim())) {
    const [, word, rest] = /^(\w+)\s+(.*)$/.exec(line.trim()) ?? fail(`This line is not understood: ${line}`);
    if (word === 'FROM') kept = open(rest);
    else if (kept || stage.skipped) continue;
    else if (word === 'WORKDIR') stage.cwd = inStage(expand(rest));
    else if (word === 'COPY') copy(expand(rest));
    else if (word === 'RUN') run(expand(rest));
  }
  const document = join(folder, 'openapi.json');
  const options = { cwd: stage.cwd, env: { ...process.env, NODE_ENV: 'production' }, stdio: 'inherit' };
  execFileSync('node', ['dist/main.js', 'openapi', document], options);
  const { paths } = JSON.parse(readFileSync(document, 'utf8'));
  console.log(
    `${service}: ${stages.size} stages; the last holds ${size(stage.root)}, ${Object.keys(paths).length} paths`,
  );
  await runReadOnly();
}

/** Whether the stage is one that an engine would have in its cache, as it is alike for all services. */
function open(rest) {
  const name = / AS (\w+)$/.exec(rest)[1];
  const alike = ['manifests', 'build', 'common', 'base'].includes(name);
  if (alike && stages.has(name)) return true;
  stage = { root: join(folder, alike ? name : `${service}-${name}`), cwd: '/' };
  // What they take from their base image has its like on this machine; the operator's image is the services' code again.
  stage.skipped = ['runtime', 'probe', 'pages', 'everything', 'operator'].includes(name);
  const before = stages.get(rest.split(' ')[0]);
  if (before?.root && !stage.skipped)
    cpSync(before.root, stage.root, { recursive: true, verbatimSymlinks: true });
  stages.set(name, stage);
  return false;
}

function expand(words) {
  return words.replaceAll('${SERVICE}', service);
}

function inStage(path, of = stage) {
  const full = path.startsWith('/') ? join(of.root, path) : join(of.cwd, path);
  if (of === stage) mkdirSync(full.endsWith('/') ? full : dirname(full), { recursive: true });
  return full;
}

function copy(rest) {
  const words = rest.split(/\s+/);
  const from = words[0].startsWith('--from=') ? stages.get(words.shift().slice(7)) : undefined;
  if (from?.skipped) return;
  const to = inStage(words.pop());
  mkdirSync(words.length > 1 ? to : dirname(to), { recursive: true });
  if (!from) return copyContext(to);
  for (const path of words) {
    const source = inStage(path, from);
    const target =
      statSync(source).isDirectory() || words.length === 1 ? to : join(to, path.split('/').at(-1));
    cpSync(source, target, { recursive: true, verbatimSymlinks: true });
  }
}

/** What git knows, less what .dockerignore keeps out. */
function copyContext(to) {
  const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);
  for (const file of files) {
    if (ignored.some((pattern) => file === pattern || file.startsWith(`${pattern}/`))) continue;
    cpSync(join(root, file), join(to, file));
  }
}

function run(line) {
  const command = line.replace(/--mount=\S+/g, '').trim();
  console.log(`\n== ${command.replace(/\s+/g, ' ')}`);
  mkdirSync(stage.cwd, { recursive: true });
  const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true' };
  execFileSync('sh', ['-ec', command], { cwd: stage.cwd, env, stdio: 'inherit' });
}

/** It answers on /health/live while it waits for a database that never comes, and ends on SIGTERM. */
async function runReadOnly() {
  execFileSync('chmod', ['-R', 'a-w,a+rX', stage.root]);
  chmodSync(folder, 0o755);
  const port = await freePort();
  const [, entry] = /^ENTRYPOINT (\[.*\])$/m.exec(text) ?? fail('The Dockerfile has no ENTRYPOINT.');
  const [, ...args] = JSON.parse(entry);
  const root = process.getuid?.() === 0;
  const nowhere = 'postgres://nobody@127.0.0.1:1/nothing';
  const child = spawn(process.execPath, args, {
    cwd: stage.cwd,
    ...(root ? { uid: 1000, gid: 1000 } : {}),
    env: {
      ...{ PATH: process.env.PATH, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port) },
      ...{ DATABASE_URL: nowhere, NATS_URL: 'nats://127.0.0.1:1', NATS_MONITOR_URL: 'http://127.0.0.1:1' },
      ...{
        CARREL_SECRET: randomBytes(32).toString('base64'),
        SMTP_URL: 'smtp://127.0.0.1:1',
        MAIL_FROM: 'carrel@carrel.example',
      },
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = once(child, 'exit');
  const alive = async () => (await fetch(`http://127.0.0.1:${port}/health/live`)).ok;
  for (const until = Date.now() + 60_000; !(await alive().catch(() => false));) {
    if (child.exitCode !== null || Date.now() > until) fail(`${service} does not run read-only.`);
    await sleep(100);
  }
  const { uid } = statSync(`/proc/${child.pid}`, { throwIfNoEntry: false }) ?? {};
  child.kill('SIGTERM');
  const [code] = await ended;
  if (code !== 0 || uid === 0) fail(`${service} ended with ${code}, as user ${uid}.`);
  console.log(
    `${service}: runs as user ${uid ?? 'of this shell'} on a read-only folder, and ends on SIGTERM`,
  );
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

function size(path) {
  return execFileSync('du', ['-sh', path], { encoding: 'utf8' }).split('\t')[0];
}
