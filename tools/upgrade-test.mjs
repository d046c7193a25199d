// npm run upgrade-test -- <git ref>: the code of <ref> on the tables of now (promise 26), and replicas of <ref> replaced
// by those of now one by one while both sides of a chat write and patrons ask. The ref is built in a worktree of its own, with the
// packages installed here where package-lock.json is the same. Wants built code here (npm run build).
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, services, startNats, startStack } from '@carrel/tools';
import { journey } from './dist/journey/journey.js';
import { askUnderLoad } from './dist/resilience/question-load.js';
import { rollUnderLoad } from './dist/upgrade/roll-under-load.js';
import { root } from './prepare.mjs';

const [ref] = process.argv.slice(2);
if (!ref) {
  console.error('Which version? npm run upgrade-test -- <git ref>');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'carrel-upgrade-'));
const old = join(folder, 'old');
const dataDir = join(folder, 'data');
const must = (command, args, cwd = root) => {
  const { status } = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      NX_DAEMON: 'false',
      NX_NO_CLOUD: 'true',
      NX_CACHE_DIRECTORY: join(folder, 'nx'),
    },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
};

let stack;
let nats;
let failed = false;
const began = Date.now();
const say = (words) => console.log(`${((Date.now() - began) / 1000).toFixed(1)} s  ${words}`);
try {
  must('git', ['worktree', 'add', '--detach', old, ref]);
  const same = text(join(root, 'package-lock.json')) === text(join(old, 'package-lock.json'));
  if (same) lend();
  else must('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline'], old);
  must('npx', ['nx', 'run-many', '-t', 'build', '--parallel', '2'], old);
  say(`${ref} is built, its packages ${same ? 'are those of now' : 'installed for it'}`);

  const basePort = await freePorts();
  const codeOf = Object.fromEntries(services.map((service) => [service, old]));
  // A version whose services had no user of NATS of their own finds a server that lets everybody do everything.
  if (!existsSync(join(old, 'libs/contracts/src/nats-permissions.ts'))) {
    nats = await startNats({ dataDir: join(folder, 'nats'), apart: true });
    say(`NATS lets everybody in, since services of ${ref} have no users of their own`);
  }
  const env = nats ? { NATS_URL: nats.url, NATS_MONITOR_URL: nats.monitorUrl } : {};
  // Tables by the migrations of now, services by the code of then.
  stack = await startStack({
    ...{ dataDir, basePort, demo: true, quiet: true, twoOf: ['chat'], codeOf },
    env: { ...process.env, ...env },
  });
  const place = { url: stack.url, mailboxUrl: stack.urls.mailbox };
  await journey(place, { say: () => {} });
  say(`the journey works with services of ${ref} on the tables of now`);

  let chat;
  const asked = await askUnderLoad(place, async () => {
    chat = await rollUnderLoad(stack, async () => {
      for (const name of [...services, 'chat-2']) {
        delete codeOf[name === 'chat-2' ? 'chat' : name];
        await stack.restart(name);
        say(`${name} is replaced by the one of now`);
      }
    });
  });
  const { messages, lost, doubled, disordered } = chat;
  say(`${messages} messages written meanwhile: ${lost} lost, ${doubled} doubled, ${disordered} out of order`);
  failed ||= lost + doubled + disordered > 0 || messages === 0;
  const { questions, withoutReceipt, withTwoReceipts } = asked;
  say(
    `${questions} questions asked meanwhile: ${asked.lost} lost, ${withoutReceipt} without a receipt, ` +
      `${withTwoReceipts} with two`,
  );
  failed ||= questions === 0 || asked.lost + withoutReceipt + withTwoReceipts > 0;
  await journey(place, { say: () => {} });
  say('the journey works with services of now');

  for (const service of services) codeOf[service] = old;
  for (const name of [...services, 'chat-2']) await stack.restart(name);
  await journey(place, { say: () => {} });
  say(`and again after going back to ${ref}`);
} catch (error) {
  console.error(error);
  failed = true;
} finally {
  await stack?.stop();
  await nats?.stop();
  spawnSync('git', ['worktree', 'remove', '--force', old], { cwd: root });
  rmSync(folder, { recursive: true, force: true });
}
say(failed ? 'FAILED' : 'passed');
process.exit(failed ? 1 : 0);

function text(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** The packages installed here; links to workspaces are relative and lead to the old ones. */
function lend() {
  for (const place of ['', ...workspaces()]) {
    const from = join(root, place, 'node_modules');
    if (!existsSync(from)) continue;
    const to = join(old, place, 'node_modules');
    mkdirSync(join(to, '@carrel'), { recursive: true });
    for (const name of readdirSync(from).filter((one) => one !== '@carrel' && one !== '.cache'))
      symlinkSync(join(from, name), join(to, name));
    if (!existsSync(join(from, '@carrel'))) continue;
    for (const name of readdirSync(join(from, '@carrel')))
      symlinkSync(readlinkSync(join(from, '@carrel', name)), join(to, '@carrel', name));
  }
}

function workspaces() {
  const within = (part) => readdirSync(join(root, part)).map((name) => join(part, name));
  return [...within('libs'), ...within('services'), 'tools'];
}
