import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, startStack, type ServiceName, type Stack } from '../tools/src/index.js';
import { prepareData } from '../tools/test/prepared-data.js';

const inspector = { user: 'inspector', password: randomUUID() };

/** The whole system as processes, on ports and a folder of its own, with the demonstration data; `env` adds to ours. */
export async function aSystem({
  env = {},
  ...more
}: { env?: NodeJS.ProcessEnv; twoOf?: readonly ServiceName[] } = {}): Promise<{
  stack: Stack;
  dataDir: string;
  basePort: number;
  end(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-e2e-'));
  const discard = () => rm(folder, { recursive: true, force: true });
  const basePort = await freePorts();
  try {
    await prepareData(folder);
    const where = {
      dataDir: folder,
      basePort,
      env: { ...process.env, EQUAL_POSTS_SECONDS: '0', WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8', ...env },
    };
    const stack = await startStack({ ...where, demo: true, quiet: true, natsInspector: inspector, ...more });
    return { stack, dataDir: folder, basePort, end: () => stack.stop().finally(discard) };
  } catch (error) {
    await discard();
    throw error;
  }
}
