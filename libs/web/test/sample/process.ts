import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const here = import.meta.dirname;

/** The sample service as a process of its own, and what it has said. */
export interface SampleProcess {
  readonly child: ChildProcess;
  /** Settles with the exit code. */
  readonly exit: Promise<number | null>;
  output(): string;
}

export function runSample(args: string[], env: Record<string, string>): SampleProcess {
  const { PATH, HOME } = process.env;
  const child = spawn(
    process.execPath,
    [
      '--conditions=carrel-source',
      '--import',
      join(here, '../../../testing/typescript.mjs'),
      join(here, 'main.ts'),
      ...args,
    ],
    { env: { PATH, HOME, NODE_NO_WARNINGS: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, exit, output: () => output };
}
