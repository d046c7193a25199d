import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { natsServices } from '@carrel/contracts';
import {
  freePort,
  newCalloutKeys,
  startNats,
  startNatsCluster,
  type NatsAccounts,
  type NatsCluster,
  type NatsPasswords,
} from '@carrel/tools';
import { disconnectFrom } from './events.js';

/** A NATS server of a suite's own, with JetStream on disk. */
export interface TestNats {
  readonly url: string;
  readonly monitorUrl: string;
  /** For NATS_CALLOUT_SEED of the notifications service, where integrators have an account of their own. */
  readonly calloutSeed: string;
  /** SIGKILL; what it acknowledged is still there after restart(). */
  kill(): Promise<void>;
  /** Starts it again, on the same port and data. */
  restart(): Promise<void>;
  /** Forgets everything JetStream stored and starts anew, as after the loss of the disk. */
  lose(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one on a free port, in about 0.1 s; with `integrators`, one that asks who connects as in production. */
export async function aNats({ integrators = false } = {}): Promise<TestNats> {
  const keys = newCalloutKeys();
  const dataDir = mkdtempSync(join(tmpdir(), 'carrel-suite-nats-'));
  const where = {
    dataDir,
    port: await freePort(),
    monitorPort: await freePort(),
    ...(integrators && {
      accounts: accountsFor(keys.issuer),
    }),
  };
  let server = await startNats(where);
  return {
    url: server.url,
    monitorUrl: server.monitorUrl,
    calloutSeed: keys.seed,
    kill: () => server.kill(),
    restart: async () => {
      await server.stop();
      server = await startNats(where);
    },
    lose: async () => {
      await server.stop();
      rmSync(join(dataDir, 'jetstream'), { recursive: true, force: true });
      server = await startNats(where);
    },
    stop: async () => {
      await disconnectFrom(server.url);
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Three servers with the configuration that Kubernetes gives them, in about half a second; the suite is every service. */
export const aNatsCluster = (): Promise<NatsCluster> =>
  startNatsCluster(accountsFor(newCalloutKeys().issuer));

const accountsFor = (calloutIssuer: string): NatsAccounts => ({
  calloutIssuer,
  passwords: Object.fromEntries(natsServices.map((service) => [service, service])) as NatsPasswords,
  // A suite is every service at once.
  unlimited: { user: 'suite', password: 'suite', anonymous: true },
});
