import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isTooOldForCarrel, natsServerVersion, oldestNatsServer } from '@carrel/contracts';
import { downloadDebianProgram } from './debian-package.js';

/** Where Carrel keeps what it has downloaded for this user. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'carrel');
}

/** The version a nats-server binary reports, undefined when it cannot be run. */
function natsVersion(binary: string): string | undefined {
  try {
    const said = execFileSync(binary, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /v(\d+\.\d+\.\d+)/.exec(said)?.[1];
  } catch {
    return undefined;
  }
}

const isNewEnough = (version: string | undefined) => !!version && !isTooOldForCarrel(version);

/**
 * The path of a nats-server that is not too old: `NATS_SERVER_BIN`, the one on PATH, one downloaded earlier,
 * or one fetched now from the Debian mirror this machine is set up with. Throws an error that says what to
 * install when there is none.
 */
export async function findNatsServer(say: (line: string) => void = () => {}): Promise<string> {
  const named = process.env.NATS_SERVER_BIN;
  if (named) {
    const version = natsVersion(named);
    if (isNewEnough(version)) return named;
    throw new Error(
      `NATS_SERVER_BIN=${named} ${version ? `is version ${version}` : 'cannot be run'}; ` +
        `Carrel needs nats-server ${oldestNatsServer} or newer.`,
    );
  }
  if (isNewEnough(natsVersion('nats-server'))) return 'nats-server';
  const cached = join(cacheFolder(), 'nats-server');
  if (existsSync(cached) && isNewEnough(natsVersion(cached))) return cached;
  const failures: string[] = [];
  try {
    say(`no nats-server ${oldestNatsServer} here; fetching Debian's with apt-get download`);
    await downloadDebianProgram(cached, {
      package: 'nats-server',
      path: 'usr/sbin/nats-server',
      // The binary is static, so that of a newer suite runs on older Debian too.
      suites: ['forky', 'sid'],
      isGood: (binary) => isNewEnough(natsVersion(binary)),
    });
    return cached;
  } catch (error) {
    failures.push(error instanceof Error ? error.message : String(error));
  }
  throw new Error(
    [
      `Carrel needs nats-server ${oldestNatsServer} or newer, and there is none here.`,
      `Install it, best version ${natsServerVersion}, in one of these ways and start again:`,
      `  - put the nats-server of NATS's own releases (nats-io/nats-server on GitHub) on your PATH,`,
      '    or name it: NATS_SERVER_BIN=/path/to/nats-server npm start',
      '  - macOS: brew install nats-server',
      '  - or name a running server with JetStream: NATS_URL=nats://host:4222 npm start',
      `The automatic download did not work: ${failures.join('; ')}`,
    ].join('\n'),
  );
}
