import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ReplicaOrders } from './replica.js';

/** A replica in a process of its own, which may be killed. */
export interface ReplicaProcess {
  readonly child: ChildProcess;
  readonly started: Promise<unknown>;
  /** SIGKILL by default; resolves when it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

export function startReplica(orders: ReplicaOrders): ReplicaProcess {
  const child = spawn(
    process.execPath,
    [
      '-C',
      'carrel-source',
      '--import',
      here('../../../testing/typescript.mjs'),
      here('replica.ts'),
      JSON.stringify(orders),
    ],
    {
      stdio: ['ignore', process.env.LOG ? 'inherit' : 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  return {
    child,
    started: once(child, 'message'),
    kill: async (signal = 'SIGKILL') => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    },
  };
}
