import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './ports.js';
import {
  accountForPostgres,
  openFolderFor,
  othersMayEnter,
  reachableBinaries,
  type RunAs,
} from './postgres-binaries.js';
import { endLeftover, isAlive, startProgram, untilReady, type Program } from './program.js';

const run = promisify(execFile);

/** A running PostgreSQL server. */
export interface Postgres {
  /** The superuser's address of the server, without a database. */
  readonly url: string;
  /** Where the data really is: not `dataDir` when root must keep it where PostgreSQL's account may enter. */
  readonly folder: string;
  readonly pid: number;
  readonly ended: Program['ended'];
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** Where and how to start it. */
export interface PostgresOptions {
  dataDir: string;
  port?: number;
  apart?: boolean;
  logFile?: string;
  /** false only for tests: commits are not synced to disk. */
  durable?: boolean;
  /** More `name=value` server settings. */
  settings?: Record<string, string>;
  say?: (line: string) => void;
}

/** Errors in its log name no row and no parameter: they hold addresses and names. */
export const settingsOfLog: Readonly<Record<string, string>> = {
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};

/** Starts PostgreSQL 18 on the data in `dataDir`, which is made when it is empty. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const say = options.say ?? (() => {});
  const runAs = accountForPostgres();
  const bin = join(reachableBinaries(runAs, say), 'bin');
  const folder = dataFolder(resolve(options.dataDir), runAs, say);
  const cluster = join(folder, 'cluster');
  const passwordFile = join(folder, 'superuser-password');
  await endEarlierPostgres(options.dataDir);
  // PG_VERSION is written early; this mark is written when initdb has finished.
  if (!existsSync(passwordFile)) await makeCluster(bin, folder, runAs);
  const password = readFileSync(passwordFile, 'utf8');

  const port = options.port ?? (await freePort());
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '300',
    timezone: 'UTC',
    ...settingsOfLog,
    ...(options.durable === false
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', scram_iterations: '16' }
      : {}),
    ...options.settings,
  };
  const args = [
    '-D',
    cluster,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
  ];
  const program = await startServer(join(bin, 'postgres'), args, {
    ...runAs,
    apart: options.apart,
    logFile: options.logFile,
    cwd: folder,
  });
  const url = `postgres://postgres:${password}@127.0.0.1:${port}`;
  await untilReady('PostgreSQL', program, () => ask(`${url}/postgres`, 'select 1'), 60_000);
  return {
    url,
    folder,
    pid: program.pid,
    ended: program.ended,
    // SIGINT is PostgreSQL's fast shutdown: open sessions are ended, nothing committed is lost.
    stop: () => program.stop('SIGINT', 30_000),
    kill: () => program.kill(),
  };
}

async function ask(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Where root's PostgreSQL may keep the data: in the folder itself when others may come as far as that. */
function dataFolder(wanted: string, runAs: RunAs, say: (line: string) => void): string {
  const mustMove = runAs.uid !== undefined && !othersMayEnter(dirname(wanted));
  const folder = mustMove ? openFolderFor(wanted) : wanted;
  if (mustMove) say(`PostgreSQL cannot run as root nor enter ${wanted}; its data is in ${folder}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (runAs.uid !== undefined) chmodSync(folder, (statSync(folder).mode & 0o777) | 0o011);
  return folder;
}

/** The password of the superuser of the server on these data; undefined when there is none. */
export function superuserPassword(dataDir: string): string | undefined {
  const runAs = accountForPostgres();
  const wanted = resolve(dataDir);
  const moved = runAs.uid !== undefined && !othersMayEnter(dirname(wanted));
  const file = join(moved ? openFolderFor(wanted) : wanted, 'superuser-password');
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

async function makeCluster(bin: string, folder: string, runAs: RunAs): Promise<void> {
  const cluster = join(folder, 'cluster');
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(cluster, { mode: 0o700 });
  const passwordFile = join(folder, 'superuser-password');
  const handed = join(folder, 'password-for-initdb');
  writeFileSync(handed, randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (runAs.uid !== undefined && runAs.gid !== undefined) {
    for (const path of [cluster, handed]) chownSync(path, runAs.uid, runAs.gid);
  }
  // The builtin locale sorts and folds case alike on every machine.
  const args = [
    '-D',
    cluster,
    '-U',
    'postgres',
    `--pwfile=${handed}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
  ];
  args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-sync');
  await run(join(bin, 'initdb'), args, {
    ...runAs,
    cwd: folder,
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  });
  writeFileSync(passwordFile, readFileSync(handed, 'utf8'), { mode: 0o600 });
  rmSync(handed);
}

/**
 * Ends the server that a killed launcher left running on this data, and takes away the pid file of a killed
 * server.
 */
export async function endEarlierPostgres(dataDir: string): Promise<void> {
  const cluster = join(
    dataFolder(resolve(dataDir), accountForPostgres(), () => {}),
    'cluster',
  );
  const pidFile = join(cluster, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0]);
  await endLeftover(pid, cluster, 'SIGINT');
  // Its number may belong to another program by now, which PostgreSQL would take for a running server.
  if (existsSync(pidFile) && isAlive(pid)) rmSync(pidFile);
}

/** After a kill -9 the old server's sessions need a moment to notice; until then the data are not free. */
async function startServer(
  postgres: string,
  args: string[],
  options: RunAs & { apart?: boolean; logFile?: string; cwd: string },
): Promise<Program> {
  for (const until = Date.now() + 20_000; ; await sleep(200)) {
    const program = await startProgram(postgres, args, { ...options, env: { ...process.env, LC_ALL: 'C' } });
    const early = await Promise.race([program.ended, sleep(150, undefined)]);
    if (!early) return program;
    if (!/shared memory|another (postmaster|server)/i.test(program.lastWords()) || Date.now() > until) {
      throw new Error(`PostgreSQL does not start:\n${program.lastWords()}`);
    }
  }
}
