import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { downloadDebianProgram, shortly } from '../debian-package.js';
import { cacheFolder } from '../nats-server.js';
import { startProgram } from '../program.js';
import { Refused } from '../stack/refused.js';
import { run, type RunOptions } from './run.js';

/** A container engine that answers, with Docker Compose v2. */
export interface Engine {
  /** Which one, in words. */
  readonly name: string;
  /** True when this program has started its daemon, on this machine and as root. */
  readonly own: boolean;
  /** For every command that is to reach it. */
  readonly env: NodeJS.ProcessEnv;
  /** The daemon's process, where it is our own. */
  readonly pid?: number;
  docker(args: readonly string[], options?: RunOptions): Promise<string>;
  /** Ends the daemon if it is our own, with everything it kept. */
  stop(): Promise<void>;
}

/**
 * The engine of DOCKER_HOST, or the one that runs here, or Debian's docker.io with a daemon of its own that `stop` ends.
 * @throws Refused with what is missing, when there is none to be had
 */
export async function findEngine(say: (line: string) => void): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-engine-'));
  const named = process.env.DOCKER_HOST;
  try {
    const answers = await version(process.env);
    if (answers) {
      const env = await withCompose(process.env, folder, say);
      const name = `${named ? `DOCKER_HOST=${named}` : 'the engine that runs here'}, version ${answers}`;
      return engineOf(name, env, false, async () => rmSync(folder, { recursive: true, force: true }));
    }
    if (named) throw new Refused(`DOCKER_HOST=${named} does not answer.`);
    return await startOwn(folder, say);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function startOwn(folder: string, say: (line: string) => void): Promise<Engine> {
  if (process.getuid?.() !== 0)
    throw new Refused('No container engine answers, and only root may start one.');
  if (!onPath('dockerd')) {
    say('no container engine here; installing Debian’s docker.io');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const install = ['install', '-y', '-q', '--no-install-recommends', 'docker.io', 'iptables'];
    await run('apt-get', install, { env }).catch((error: unknown) => {
      throw new Refused(`Debian’s docker.io cannot be installed (apt-get update first?): ${shortly(error)}`);
    });
  }
  // The daemon writes rules of its own; what was there before is put back when it has ended.
  const rules = withUntouchedTables(await run('iptables-save', []).catch(() => ''));
  const host = `unix://${join(folder, 'docker.sock')}`;
  const args = ['-H', host, '--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')];
  args.push('--pidfile', join(folder, 'pid'), '--storage-driver', 'overlay2');
  args.push('--exec-opt', 'native.cgroupdriver=cgroupfs', '--log-level', 'warn');
  // Addresses that few machines have in use.
  args.push('--bip', '10.213.0.1/24', '--default-address-pool', 'base=10.213.64.0/18,size=24');
  const daemon = await startProgram('dockerd', args, { apart: true, logFile: join(folder, 'log') });
  const stop = async () => {
    await daemon.stop('SIGTERM', 60_000);
    await run('ip', ['link', 'delete', 'docker0']).catch(() => '');
    await run('iptables-restore', [], { input: rules }).catch(() => '');
    // Five gigabytes in small files: Node's own deletion takes minutes.
    await run('rm', ['-rf', '--', folder]);
  };
  try {
    const env = await withCompose({ ...process.env, DOCKER_HOST: host }, folder, say);
    let answers: string | undefined;
    for (const until = Date.now() + 60_000; !(answers = await version(env)); await sleep(200)) {
      const ended = await Promise.race([daemon.ended, sleep(0, undefined)]);
      if (ended || Date.now() > until) throw new Refused(`dockerd does not start:\n${daemon.lastWords()}`);
    }
    const name = `Debian’s docker.io ${answers}, a daemon of its own`;
    return engineOf(name, env, true, stop, daemon.pid);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A table that nobody has used yet is not among what iptables-save prints, and would keep the daemon's rules. */
export function withUntouchedTables(saved: string): string {
  const chains = {
    filter: ['INPUT', 'FORWARD', 'OUTPUT'],
    nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  };
  const missing = Object.entries(chains).filter(([table]) => !saved.split('\n').includes(`*${table}`));
  const empty = missing.map(([table, names]) =>
    [`*${table}`, ...names.map((chain) => `:${chain} ACCEPT [0:0]`), 'COMMIT', ''].join('\n'),
  );
  return [saved, ...empty].join('');
}

function engineOf(
  name: string,
  env: NodeJS.ProcessEnv,
  own: boolean,
  stop: () => Promise<void>,
  pid?: number,
): Engine {
  const docker = (args: readonly string[], options: RunOptions = {}) =>
    run('docker', args, { ...options, env: { ...env, ...options.env } });
  return { name, env, own, stop, docker, ...(pid ? { pid } : {}) };
}

async function version(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const said = run('docker', ['version', '--format', '{{.Server.Version}}'], { env });
  return (await said.catch(() => '')).trim() || undefined;
}

/** Debian's docker-compose of bookworm is 1.29, which refuses `name:`; trixie's and sid's are the plugin, version 2. */
async function withCompose(
  env: NodeJS.ProcessEnv,
  folder: string,
  say: (line: string) => void,
): Promise<NodeJS.ProcessEnv> {
  if (await run('docker', ['compose', 'version'], { env }).catch(() => '')) return env;
  const kept = join(cacheFolder(), 'docker-compose');
  const isGood = (binary: string) => spawnSync(binary, ['version'], { stdio: 'ignore' }).status === 0;
  if (!existsSync(kept)) {
    say('no Docker Compose v2 here; fetching Debian’s with apt-get download');
    const path = 'usr/libexec/docker/cli-plugins/docker-compose';
    await downloadDebianProgram(kept, {
      package: 'docker-compose',
      path,
      suites: ['trixie', 'sid'],
      isGood,
    }).catch((error: unknown) => {
      throw new Refused(`Docker Compose v2 is missing (the plugin docker-compose): ${shortly(error)}`);
    });
  }
  const plugins = join(folder, 'config/cli-plugins');
  mkdirSync(plugins, { recursive: true });
  symlinkSync(kept, join(plugins, 'docker-compose'));
  return { ...env, DOCKER_CONFIG: join(folder, 'config') };
}

function onPath(name: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return existsSync(`/usr/sbin/${name}`);
  }
}
