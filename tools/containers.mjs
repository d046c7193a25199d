// npm run containers: everything that runs in containers, tried for real on an engine. Finds one (DOCKER_HOST, one that
// runs here) or starts Debian's docker.io as root, makes stand-ins for images where their registry does not answer, builds
// the images by docker/service.Dockerfile, and then: compose up, the journey, a chat in a browser (Debian's chromium where
// none is there), figures at rest, every container killed, every service replaced under load, the tests' PostgreSQL in a
// container, and docs/operators/compose.md command by command.
// Leaves nothing but the downloads in the cache folder. Takes 15 to 30 minutes; wants built code (npm run build).
// REST=60: seconds at rest; STAGES=compose,tests,page: which parts.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, services } from '@carrel/tools';
import { builder } from './dist/containers/builder.js';
import { findEngine } from './dist/containers/engine.js';
import { ownImages, sizes } from './dist/containers/figures.js';
import { npmReach } from './dist/containers/npm-reach.js';
import { Project, writeDifferences } from './dist/containers/project.js';
import { followThePage } from './dist/containers/small-library.js';
import { provide } from './dist/containers/stand-ins/stand-ins.js';
import { walkThrough } from './dist/containers/walkthrough.js';
import { root } from './prepare.mjs';

const began = Date.now();
const say = (line) => console.log(`${((Date.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}`);
const folder = mkdtempSync(join(tmpdir(), 'carrel-containers-'));
const stages = (process.env.STAGES ?? 'compose,tests,page').split(',');
const built = [...services, 'pages', 'operator'];
let engine;
let project;
let before = [];
let failed = false;
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (stopping) return;
    say('stopping');
    void tidy().finally(() => process.exit(1));
  });
}

try {
  engine = await findEngine(say);
  say(`engine: ${engine.name}`);
  before = await list(['image', 'ls', '-q', '--no-trunc']);
  if ((await engine.docker(['compose', 'ls', '-a', '-q'])).split('\n').includes('carrel'))
    throw new Error('this engine has a project named carrel already, which the trial would overwrite');
  const reach = await npmReach(folder);
  const base = await freePorts();
  const ports = {
    gateway: [`127.0.0.1:${base}:8080`, `127.0.0.1:${base + 1}:443`],
    mailbox: [`127.0.0.1:${base + 6}:1080`],
  };
  const common = { ports, reach, images: built };
  const url = `http://localhost:${base}`;

  const plain = new Project(engine, 'carrel-trial', ['docker-compose.yml']);
  // The tests want PostgreSQL alone.
  const whole = stages.some((stage) => stage !== 'tests');
  const theirs = (await plain.images()).filter((image) => !/^carrel-/.test(image));
  const needed = whole
    ? [...theirs, ...(await basesOf())]
    : theirs.filter((image) => image.startsWith('postgres:'));
  const had = await provide(engine, [...new Set(needed)].sort(byBase), builder(engine, reach), say);
  const missing = had.filter((one) => one.missing).map(({ image }) => image.split(':')[0]);
  const leftOut = Object.entries({ 'grafana/grafana': 'grafana', 'jaegertracing/jaeger': 'traces' })
    .filter(([image]) => missing.includes(image))
    .map(([, service]) => service);

  const differences = writeDifferences(folder, 'trial', { ...common, leftOut, publicUrl: url });
  project = new Project(engine, 'carrel-trial', ['docker-compose.yml', differences]);
  for (const service of whole ? built : []) {
    const from = Date.now();
    await project.compose('build', service);
    say(`carrel-${service} is built after ${((Date.now() - from) / 1000).toFixed(0)} s`);
  }
  if (whole) for (const line of await sizes(engine, ownImages)) say(line);

  if (stages.includes('compose')) {
    await walkThrough(
      project,
      { url, mailboxUrl: `http://localhost:${base + 6}` },
      Number(process.env.REST ?? 60),
      say,
    );
    await project.down();
  }
  if (stages.includes('tests')) inContainerOf(engine);
  if (stages.includes('page')) {
    const own = writeDifferences(folder, 'small', { ...common, leftOut });
    project = new Project(engine, 'carrel', ['docker-compose.yml', own]);
    const clone = join(folder, 'clone');
    await followThePage({ engine, folder: clone, differences: own, httpsPort: base + 1 }, say);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  failed = true;
}
await tidy();
say(failed ? 'FAILED' : 'passed; everything is taken down');
process.exit(failed ? 1 : 0);

/** One suite of the tests, with its PostgreSQL in a container and no falling back. */
function inContainerOf({ env }) {
  const suite = [
    'run',
    '--silent',
    'jest',
    '--',
    '--selectProjects',
    'integration',
    '--',
    'messaging/test/jobs',
  ];
  const result = spawnSync('npm', suite, {
    cwd: root,
    encoding: 'utf8',
    // The reaper is an image of its own, which the registry alone has; jest's own end stops the container.
    env: { ...env, CARREL_TEST_ENGINE: 'required', TESTCONTAINERS_RYUK_DISABLED: 'true' },
  });
  if (result.status !== 0)
    throw new Error(`the tests do not pass on PostgreSQL in a container:\n${result.stderr.slice(-3000)}`);
  say(`tests on PostgreSQL in a container: ${/^Tests: .*$/m.exec(result.stderr)?.[0] ?? 'passed'}`);
}

/** The images that the Dockerfile begins with, their versions filled in. */
async function basesOf() {
  const { readFileSync } = await import('node:fs');
  const text = readFileSync(join(root, 'docker/service.Dockerfile'), 'utf8');
  const versions = new Map([...text.matchAll(/^ARG (\w+)=(\S+)$/gm)].map(([, name, value]) => [name, value]));
  return [...text.matchAll(/^FROM (\S+:\S+)/gm)].map(([, image]) =>
    image.replace(/\$\{(\w+)\}/g, (_all, name) => versions.get(name)),
  );
}

/** Node first: the mailbox's stand-in is built on it. */
function byBase(a, b) {
  return Number(b.startsWith('node:')) - Number(a.startsWith('node:')) || a.localeCompare(b);
}

async function list(args) {
  return (await engine.docker(args)).split('\n').filter(Boolean);
}

/** Takes down what is up and deletes what was made; what the engine had before stays. */
async function tidy() {
  stopping = true;
  const last = async (work) => work().catch((error) => say(`not tidied up: ${error.message ?? error}`));
  if (project) await last(() => project.down());
  if (engine && !engine.own) {
    const made = (await list(['image', 'ls', '-q', '--no-trunc'])).filter((id) => !before.includes(id));
    if (made.length) await last(() => engine.docker(['image', 'rm', '-f', ...new Set(made)]));
  }
  if (engine) await last(() => engine.stop());
  rmSync(folder, { recursive: true, force: true });
}
