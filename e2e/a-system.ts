import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { eventually } from '@carrel/testing';
import {
  freePorts,
  provisionedUrl,
  startStack,
  type ServiceName,
  type Stack,
  type StackOptions,
} from '../tools/src/index.js';
import { violationsAt } from '../tools/src/operator/invariants.js';
import { prepareData } from '../tools/test/prepared-data.js';

const inspector = { user: 'inspector', password: randomUUID() };

/** The whole system as processes, on ports and a folder of its own, with the demonstration data; `env` adds to ours. */
export async function aSystem({
  env = {},
  ...more
}: { env?: NodeJS.ProcessEnv } & Pick<StackOptions, 'twoOf' | 'nodeFlags'> = {}): Promise<{
  stack: Stack;
  dataDir: string;
  basePort: number;
  /** Looks once more that everything that must hold does, and stops. */
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
    const secret = (await readFile(join(folder, 'secret'), 'utf8')).trim();
    const databaseOf = (service: ServiceName, role: 'app' | 'owner') =>
      provisionedUrl(stack.urls.postgres, service, secret, role);
    const everythingHolds = () =>
      eventually(async () => expect(await violationsAt({ databaseOf }, 5, () => undefined)).toEqual([]));
    const end = async () => {
      try {
        await everythingHolds();
      } finally {
        await stack.stop().finally(discard);
      }
    };
    return { stack, dataDir: folder, basePort, end };
  } catch (error) {
    await discard();
    throw error;
  }
}
