import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { natsAccounts, natsEnvironment, type NatsPasswords, type UnlimitedUser } from './nats-accounts.js';
import { findNatsServer } from './nats-server.js';
import { freePort } from './ports.js';
import { endLeftover, startProgram, untilReady, type Program } from './program.js';

/** A running NATS server with JetStream on disk. */
export interface Nats {
  /** `nats://127.0.0.1:<port>` */
  readonly url: string;
  /** The monitoring address, from which services read that every write is synced. */
  readonly monitorUrl: string;
  readonly pid: number;
  readonly ended: Program['ended'];
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** Where and how to start it; without `dataDir` a temporary one, gone again after stop(). */
export interface NatsOptions {
  port?: number;
  monitorPort?: number;
  dataDir?: string;
  /** Where it listens; 127.0.0.1 unless given. */
  host?: string;
  apart?: boolean;
  /** Who may do what; without it everybody may do everything. Integrators then have an account of their own. */
  accounts?: NatsAccounts;
  logFile?: string;
  say?: (line: string) => void;
}

/** The services' passwords, the public key of whoever answers the auth callout, and for tests somebody without limits. */
export interface NatsAccounts {
  passwords: NatsPasswords;
  calloutIssuer: string;
  unlimited?: UnlimitedUser;
}

/**
 * Starts a NATS server whose JetStream loses nothing it acknowledged: `sync_interval: always`. A server that an
 * earlier run left on the same data is ended first.
 */
export async function startNats(options: NatsOptions = {}): Promise<Nats> {
  const binary = await findNatsServer(options.say);
  const folder = resolve(options.dataDir ?? mkdtempSync(join(tmpdir(), 'carrel-nats-')));
  mkdirSync(folder, { recursive: true });
  await endEarlierNats(folder);
  const config = configIn(folder);
  const pidFile = pidFileIn(folder);

  const port = options.port ?? (await freePort());
  const monitorPort = options.monitorPort ?? (await freePort());
  const { accounts, host = '127.0.0.1' } = options;
  writeFileSync(
    config,
    `server_name: carrel
listen: "${host}:${port}"
http: "${host}:${monitorPort}"
pid_file: ${JSON.stringify(pidFile)}
jetstream {
  store_dir: ${JSON.stringify(join(folder, 'jetstream'))}
  # Without this, JetStream acknowledges what a power cut then takes.
  sync_interval: always
}
${accounts ? natsAccounts(accounts.unlimited) : ''}`,
  );
  const program = await startProgram(binary, ['-c', config], {
    apart: options.apart,
    logFile: options.logFile,
    env: { ...process.env, ...(accounts && natsEnvironment(accounts.passwords, accounts.calloutIssuer)) },
  });
  const monitorUrl = `http://127.0.0.1:${monitorPort}`;
  await untilReady(
    'nats-server',
    program,
    async () => {
      const answer = await fetch(`${monitorUrl}/healthz`);
      if (!answer.ok) throw new Error(`healthz answers ${answer.status}`);
    },
    30_000,
  );
  const tidy = () => {
    if (!options.dataDir) rmSync(folder, { recursive: true, force: true });
  };
  return {
    url: `nats://127.0.0.1:${port}`,
    monitorUrl,
    pid: program.pid,
    ended: program.ended,
    stop: () => program.stop('SIGTERM').finally(tidy),
    kill: () => program.kill(),
  };
}

const configIn = (folder: string) => join(folder, 'nats.conf');
const pidFileIn = (folder: string) => join(folder, 'nats.pid');

/** Ends the server that a killed launcher left running on this data. */
export async function endEarlierNats(dataDir: string): Promise<void> {
  const folder = resolve(dataDir);
  if (!existsSync(pidFileIn(folder))) return;
  await endLeftover(Number(readFileSync(pidFileIn(folder), 'utf8')), configIn(folder));
}
