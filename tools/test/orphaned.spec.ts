import { spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const prepare = pathToFileURL(join(import.meta.dirname, '../prepare.mjs')).href;
const launcher = `
  import { whenOrphaned } from '${prepare}';
  whenOrphaned(() => (console.log('stopping'), process.exit()));
  console.log('ready');
  setInterval(() => {}, 1000);`;

it('What npm start has started ends when npm gets SIGTERM, though npm passes it only to the shell between', async () => {
  const script = `"${process.execPath}" --input-type=module -e "$LAUNCHER"; true`;
  const env = { ...process.env, LAUNCHER: launcher, npm_lifecycle_event: 'start', NODE_OPTIONS: '' };
  const shell = spawn('sh', ['-c', script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const said: string[] = [];
  for await (const [chunk] of on(shell.stdout, 'data', { close: ['end'] })) {
    said.push(String(chunk).trim());
    if (said.at(-1) === 'ready') shell.kill('SIGTERM');
  }
  if (shell.exitCode === null && shell.signalCode === null) await once(shell, 'exit');
  expect(shell.signalCode).toBe('SIGTERM');
  expect(said).toEqual(['ready', 'stopping']);
});
