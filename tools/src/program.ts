import { spawn, spawnSync, type SpawnOptions } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a program came to its end. */
export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A program that was started and is watched until it ends. */
export interface Program {
  readonly pid: number;
  /** Settles when the process is gone. */
  readonly ended: Promise<Ending>;
  /** The last lines it wrote, for a message that says why it ended. */
  lastWords(): string;
  /** Asks it to end with the given signal; SIGKILL when it has not after `graceMs`. */
  stop(signal?: NodeJS.Signals, graceMs?: number): Promise<void>;
  /** SIGKILL, as a power cut for this one process. */
  kill(): Promise<void>;
}

/** What startProgram needs beyond the command. */
export interface ProgramOptions extends Pick<SpawnOptions, 'cwd' | 'env' | 'uid' | 'gid'> {
  /** In a process group of its own, so that Ctrl-C in the terminal reaches only whoever stops it in order. */
  apart?: boolean;
  /** Where its output is appended, so that it can go on writing when whoever started it is gone. */
  logFile?: string;
}

/** Starts a program; rejects when it cannot be executed at all. */
export async function startProgram(
  file: string,
  args: string[],
  options: ProgramOptions = {},
): Promise<Program> {
  const { apart, logFile, ...rest } = options;
  const log = logFile ? openSync(logFile, 'a') : undefined;
  const logStart = logFile ? statSync(logFile).size : 0;
  const child = spawn(file, args, {
    ...rest,
    detached: apart ?? false,
    stdio: ['ignore', log ?? 'pipe', log ?? 'pipe'],
  });
  if (log !== undefined) closeSync(log);
  let output = '';
  const append = (chunk: Buffer) => (output = (output + chunk.toString('utf8')).slice(-8_000));
  child.stdout?.on('data', append);
  child.stderr?.on('data', append);
  const ended = new Promise<Ending>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  const pid = child.pid!;
  const running = () => child.exitCode === null && child.signalCode === null;
  const end = async (signal: NodeJS.Signals, graceMs: number): Promise<void> => {
    if (running()) child.kill(signal);
    const late = new AbortController();
    const inTime = await Promise.race([
      ended.then(() => true),
      sleep(graceMs, false, { signal: late.signal }).catch(() => true),
    ]);
    late.abort();
    if (!inTime && running()) child.kill('SIGKILL');
    await ended;
  };
  return {
    pid,
    ended,
    lastWords: () => lastLines(logFile ? readFileSync(logFile).subarray(logStart).toString('utf8') : output),
    stop: (signal = 'SIGTERM', graceMs = 15_000) => end(signal, graceMs),
    kill: () => end('SIGKILL', 5_000),
  };
}

const lastLines = (text: string) => text.trimEnd().split('\n').slice(-20).join('\n');

/** Whether a process with this id runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  // Zero would ask about this process's own group.
  if (!(pid > 0)) return false;
  // One that has ended and that nobody has waited for still has an id.
  if (statOf(pid)?.[0] === 'Z') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a running process, undefined when it cannot be told. */
export function commandOf(pid: number): string | undefined {
  if (existsSync('/proc/self/cmdline')) {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || undefined;
    } catch {
      return undefined;
    }
  }
  const ps = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  return ps.status === 0 ? ps.stdout.trim() || undefined : undefined;
}

/** When a process was started, in words that differ for two processes of the same id; undefined when it is gone. */
export function startOf(pid: number): string | undefined {
  if (existsSync('/proc/self/stat')) return statOf(pid)?.[19];
  const ps = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return ps.status === 0 ? ps.stdout.trim() || undefined : undefined;
}

/** The fields of /proc/<pid>/stat from the third on: the state, and as the 20th the start time. */
function statOf(pid: number): string[] | undefined {
  try {
    // The name in parentheses before them may hold spaces.
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return undefined;
  }
}

/**
 * Ends a process that an earlier run left behind, and only when it is proven to be ours: its command line
 * must contain `proof` (a path of this clone's own). A process id alone proves nothing, ids are reused.
 */
export async function endLeftover(
  pid: number,
  proof: string,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<boolean> {
  const ours = () => isAlive(pid) && (commandOf(pid)?.includes(proof) ?? false);
  if (!ours()) return false;
  for (const [how, graceMs] of [
    [signal, 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    process.kill(pid, how);
    for (const until = Date.now() + graceMs; Date.now() < until; await sleep(50)) if (!ours()) return true;
  }
  throw new Error(
    `Process ${pid} of an earlier run does not end; end it yourself (kill -9 ${pid}) and start again.`,
  );
}

/** Calls `probe` until it succeeds; fails early when the program ends, and after `withinMs`. */
export async function untilReady(
  what: string,
  program: Program,
  probe: () => Promise<unknown>,
  withinMs: number,
): Promise<void> {
  let ending: Ending | undefined;
  void program.ended.then((e) => (ending = e));
  for (const until = Date.now() + withinMs; ; await sleep(25)) {
    try {
      await probe();
      return;
    } catch (error) {
      const late = Date.now() > until;
      if (!ending && !late) continue;
      if (late) await program.kill();
      const why = ending
        ? `ended while starting (${how(ending)})`
        : `was not ready within ${withinMs / 1000} s`;
      throw new Error(`${what} ${why}:\n${program.lastWords()}`, { cause: error });
    }
  }
}

const how = (ending: Ending) => (ending.signal ? `signal ${ending.signal}` : `exit code ${ending.code}`);
