import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { blocksOf } from '../docs/page.js';
import { root } from '../stack/layout.js';
import type { Engine } from './engine.js';
import { run } from './run.js';

/** What a run of the page on this machine has in place of what the page gives as examples. */
export interface SmallLibrary {
  engine: Engine;
  /** A copy of the clone, whose .env and backups are the trial's. */
  folder: string;
  /** The compose file with what differs on this machine. */
  differences: string;
  httpsPort: number;
}

/**
 * Does what docs/operators/compose.md has a small library do, command by command in one shell: settings, start, first
 * operator, a backup, a restore beside it, a restore for good, an update. In place of the page's examples stand the name
 * `localhost` with a certificate by the gateway's own authority, and a mail server that takes nothing.
 */
export async function followThePage(place: SmallLibrary, say: (line: string) => void): Promise<void> {
  const { engine, folder, differences } = place;
  await copyOfClone(folder);
  const page = readFileSync(join(folder, 'docs/operators/compose.md'), 'utf8');
  const blocks = blocksOf(page).filter(({ use, text }) => use === 'elsewhere' && !text.includes('NATS_TLS'));
  // The first is the trial from a clone, which the walk has done.
  const commands = blocks.slice(1).map(({ text, line }) => {
    const here = text
      .replaceAll('docker-compose.yml:docker-compose.production.yml', `$&:${differences}`)
      .replaceAll('-f docker-compose.yml', `$& -f ${differences}`)
      .replaceAll('carrel.library.example', 'localhost\nCARREL_TLS=tls internal')
      .replace(/^SMTP_URL=.*$/m, 'SMTP_URL=smtp://127.0.0.1:2500')
      // The clone's copy is no repository; the code is the same.
      .replace('git pull && ', '');
    return `echo "compose.md, line ${line}"\n${here}\n${check(text, place)}`;
  });
  const script = ['set -euo pipefail', `cd ${folder}`, helpers(place), ...commands].join('\n');
  await inShell(script, { ...engine.env, COMPOSE_PARALLEL_LIMIT: '2', COMPOSE_PROGRESS: 'quiet' }, say);
}

/** What must hold once a block's commands have run. */
function check(text: string, { httpsPort }: SmallLibrary): string {
  if (text.includes('bootstrap'))
    return `answers\necho "HTTPS answers on port ${httpsPort}, by the gateway's own certificate"\naccounts_before=$(accounts carrel)`;
  if (text.includes('carrel-check'))
    return 'test -s backups/*/backup.json\necho "the backup is restored beside the running system"';
  if (text.includes('volume rm')) {
    return 'answers\ntest "$(accounts carrel)" = "$accounts_before"\necho "the backup is restored for good: $accounts_before accounts as before"';
  }
  return 'answers\necho "updated"';
}

function helpers({ httpsPort }: SmallLibrary): string {
  return `
accounts() { docker compose -p "$1" exec -T postgres psql -U postgres -d carrel_admin -tAc 'select count(*) from accounts'; }
answers() {
  docker compose cp gateway:/data/caddy/pki/authorities/local/root.crt root.crt > /dev/null
  curl --silent --show-error --fail --retry 60 --retry-delay 1 --retry-all-errors --cacert root.crt -o /dev/null \\
    https://localhost:${httpsPort}/api/admin/.well-known/jwks.json
}`;
}

async function copyOfClone(folder: string): Promise<void> {
  const listed = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  });
  for (const file of listed.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file), { recursive: true, verbatimSymlinks: true });
  }
}

async function inShell(script: string, env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<void> {
  const child = spawn('bash', ['-c', script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      for (const line of chunk.split('\n').filter((each) => each.trim())) {
        last.push(line);
        if (/^(compose\.md|HTTPS|the backup|updated)/.test(line)) say(line);
      }
    });
  }
  const code = await new Promise<number>((resolve) => child.once('close', (exit) => resolve(exit ?? 1)));
  if (code !== 0)
    throw new Error(`docs/operators/compose.md does not do what it says:\n${last.slice(-30).join('\n')}`);
}
