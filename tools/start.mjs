// npm start: the whole system on this machine. Runs in a fresh clone, before npm ci.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, fail, install, needNode, root, whenOrphaned } from './prepare.mjs';

needNode();
if (process.env.NODE_ENV === 'production') {
  fail(
    'npm start makes demonstration accounts with a known password, so it refuses NODE_ENV=production. ' +
      'README.md says how to deploy.',
  );
}
const basePort = Number(process.env.CARREL_PORT || 8080);
if (!Number.isInteger(basePort) || basePort < 1024 || basePort > 65_000) {
  fail(`CARREL_PORT=${process.env.CARREL_PORT} is not a port between 1024 and 65000.`);
}
const dataDir = process.env.CARREL_DATA || join(root, '.data');
const began = Date.now();

await install();
if (!(await build())) fail('The build failed; what is wrong stands above.');

const { startStack, inWords } = await import(pathToFileURL(join(root, 'tools/dist/index.js')).href);

let stack;
let stopping = false;
const stop = async () => {
  if (stopping) {
    for (const pid of Object.values(stack?.processes ?? {})) process.kill(pid, 'SIGKILL');
    process.exit(1);
  }
  stopping = true;
  if (!stack) return;
  console.log('\nstopping (Ctrl-C again to kill)');
  await stack.stop();
  console.log('stopped; the data stay in ' + dataDir);
  process.exit(0);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop());
whenOrphaned(() => void stop());
// Whoever reads our lines may be gone (npm start | head); that must not take the system down.
process.stdout.on('error', () => {});

try {
  stack = await startStack({ dataDir, basePort, demo: true });
} catch (error) {
  fail(inWords(error, dataDir));
}
if (stopping) {
  stopping = false;
  await stop();
}

const { urls } = stack;
const own = (name) => (stack.processes[name] ? '' : '  (yours)');
console.log(`
Carrel is ready (${((Date.now() - began) / 1000).toFixed(1)} s).

  patrons' pages    ${stack.url}/ask/cedar/
  everything        ${stack.url}/api/<service>/v1/...
  documents         ${stack.url}/docs
  mailbox           ${stack.processes.mailbox ? stack.mailbox.url : urls.smtp + own('mailbox')}
  mail in           ${urls.mailIn}  for ask@cedar.example and answers to our mails
  services          admin ${urls.admin}  chat ${urls.chat}  questions ${urls.questions}
                    referrals ${urls.referrals}  notifications ${urls.notifications}
  NATS              ${urls.nats}${own('nats')}
  PostgreSQL        ${new URL(urls.postgres).host}${own('postgres')}
  data and logs     ${dataDir}

Demonstration accounts, for example librarian@cedar.example; every password is carrel-demo.
Try next, in another terminal:  npm run journey
Ctrl-C stops everything.
`);
