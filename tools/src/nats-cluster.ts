import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { natsAccounts, natsEnvironment } from './nats-accounts.js';
import { findNatsServer } from './nats-server.js';
import type { NatsAccounts } from './nats.js';
import { freePort } from './ports.js';
import { startProgram, untilReady, type Program } from './program.js';
import { root } from './stack/layout.js';

/** One of the cluster's servers. */
export interface NatsNode {
  readonly url: string;
  readonly monitorUrl: string;
  readonly running: boolean;
  /** SIGKILL; what it acknowledged is still there after start(). */
  kill(): Promise<void>;
  /** What `preStop` and SIGTERM of the manifest do: lame-duck mode, then the end. Milliseconds that it took. */
  drain(): Promise<number>;
  /** Starts it again on its port and data; resolves when it answers, which is before it has caught up. */
  start(): Promise<void>;
  /** Resolves when it has found the others and has all that they have, as the manifest's startup probe asks. */
  caughtUp(): Promise<void>;
}

/** Three NATS servers with the configuration of k8s/components/nats, on loopback. */
export interface NatsCluster {
  /** The addresses of all, as NATS_URL takes them. */
  readonly url: string;
  readonly nodes: readonly NatsNode[];
  stop(): Promise<void>;
}

/** What the manifest's `preStop` waits after its signal. */
export const afterLameDuckMs = 1_000;
const component = join(root, 'k8s/components/nats');
const local = '127.0.0.1';

/**
 * Starts three. Their files are those of the Kubernetes component, but for the folder of the data, and for the ports,
 * which the command line gives since all three share one address.
 */
export async function startNatsCluster(accounts: NatsAccounts, binary?: string): Promise<NatsCluster> {
  const program = binary ?? (await findNatsServer());
  const folder = mkdtempSync(join(tmpdir(), 'carrel-nats-cluster-'));
  const ports = await Promise.all(
    [0, 1, 2].map(async () => [await freePort(), await freePort(), await freePort()] as const),
  );
  const routes = ports.map(([, , peers]) => `nats-route://${local}:${peers}`).join(',');
  const nodes = ports.map(([client, monitor, peers], n) => {
    const own = join(folder, String(n));
    writeConfiguration(own, accounts);
    return new Node(
      program,
      [
        ...['-c', join(own, 'nats.conf'), '-a', local, '-p', String(client), '-m', String(monitor)],
        ...['--cluster', `nats://${local}:${peers}`, '--routes', routes, '-P', join(own, 'nats.pid')],
      ],
      {
        ...process.env,
        ...natsEnvironment(accounts.passwords, accounts.calloutIssuer),
        POD_NAME: `carrel-nats-${n}`,
      },
      `nats://${local}:${client}`,
      `http://${local}:${monitor}`,
    );
  });
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.kill()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all(nodes.map((node) => node.start()));
    await Promise.all(nodes.map((node) => node.caughtUp()));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: nodes.map(({ url }) => url).join(','), nodes, stop };
}

function writeConfiguration(folder: string, { unlimited }: NatsAccounts): void {
  mkdirSync(folder);
  for (const file of ['cluster.conf', 'door.conf']) copyFileSync(join(component, file), join(folder, file));
  const main = readFileSync(join(component, 'nats.conf'), 'utf8');
  const store = 'store_dir: /data\n';
  if (!main.includes(store)) throw new Error(`nats.conf of the component does not say ${store}`);
  writeFileSync(
    join(folder, 'nats.conf'),
    main.replace(store, `store_dir: ${JSON.stringify(join(folder, 'data'))}\n`),
  );
  const theirs = readFileSync(join(component, 'accounts.conf'), 'utf8');
  writeFileSync(join(folder, 'accounts.conf'), unlimited ? natsAccounts(unlimited) : theirs);
}

class Node implements NatsNode {
  private program: Program | undefined;

  constructor(
    private readonly binary: string,
    private readonly args: string[],
    private readonly env: NodeJS.ProcessEnv,
    readonly url: string,
    readonly monitorUrl: string,
  ) {}

  get running(): boolean {
    return this.program !== undefined;
  }

  async start(): Promise<void> {
    const program = await startProgram(this.binary, this.args, { env: this.env, apart: true });
    this.program = program;
    // As the manifest's liveness probe: it need not have found the others.
    await this.answers('/healthz?js-enabled-only=true');
  }

  caughtUp(): Promise<void> {
    return this.answers('/healthz');
  }

  private answers(path: string): Promise<void> {
    if (!this.program) throw new Error('this NATS server does not run');
    const probe = async () => {
      const answer = await fetch(`${this.monitorUrl}${path}`);
      if (!answer.ok) throw new Error(`healthz answers ${answer.status}`);
    };
    return untilReady('nats-server', this.program, probe, 60_000);
  }

  async kill(): Promise<void> {
    await this.program?.kill();
    this.program = undefined;
  }

  async drain(): Promise<number> {
    const began = Date.now();
    const { program } = this;
    if (program) {
      process.kill(program.pid, 'SIGUSR2');
      await sleep(afterLameDuckMs);
      if (!program.lastWords().includes('lame duck mode'))
        throw new Error(`the server is not in lame-duck mode:\n${program.lastWords()}`);
      // The kubelet sends SIGTERM as soon as preStop has run, and SIGKILL at the end of the pod's time.
      await program.stop('SIGTERM', 60_000);
    }
    this.program = undefined;
    return Date.now() - began;
  }
}
