import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProgram, untilReady, type Program } from '../program.js';
import {
  root,
  secondOf,
  serviceOf,
  services,
  type PartName,
  type Ports,
  type Replica,
  type ServiceName,
} from './layout.js';
import type { ProcessBook } from './lock.js';
import { Refused } from './refused.js';

/** Starts the stack's own Node programs, each with its log file and its line in the book of processes. */
export class Programs {
  private readonly logs: string;

  constructor(
    private readonly dataDir: string,
    private readonly ports: Ports,
    private readonly book: ProcessBook,
    private readonly codeOf: Partial<Record<ServiceName, string>> = {},
    private readonly nodeFlags: readonly string[] = [],
  ) {
    this.logs = join(dataDir, 'logs');
  }

  logOf(name: PartName): string {
    return join(this.logs, `${name}.log`);
  }

  /** Resolves as soon as the process is there; readiness is another matter. */
  service(name: Replica, env: NodeJS.ProcessEnv): Promise<Program> {
    const service = serviceOf(name);
    const script = join(this.codeOf[service] ?? root, 'services', service, 'dist/main.js');
    return this.node(name, script, [], { ...env, PORT: String(this.ports[name]) });
  }

  async gateway(env: NodeJS.ProcessEnv, twoOf: readonly ServiceName[] = []): Promise<Program> {
    const listening = (name: ServiceName) =>
      (twoOf.includes(name) ? [name, secondOf(name)] : [name]).map((each) => this.address(each));
    const upstreams = Object.fromEntries(
      services.map((name) => [`${name.toUpperCase()}_URL`, listening(name).join(',')]),
    );
    const gateway = await this.node('gateway', scriptOf('gateway'), [], {
      ...env,
      ...upstreams,
      PORT: String(this.ports.gateway),
    });
    await untilReady('The gateway', gateway, () => mustAnswer(`${this.address('gateway')}/docs/`), 30_000);
    return gateway;
  }

  async mailbox(env: NodeJS.ProcessEnv): Promise<Program> {
    const mails = join(this.dataDir, 'mail');
    const where = ['--ip', '127.0.0.1', '--smtp', String(this.ports.smtp)];
    where.push('--web-ip', '127.0.0.1', '--web', String(this.ports.mailbox), '--mail-directory', mails);
    const mailbox = await this.node('mailbox', scriptOf('mailbox'), where, env);
    await untilReady(
      'The mailbox',
      mailbox,
      () => mustAnswer(`${this.address('mailbox')}/api/healthz`),
      30_000,
    );
    return mailbox;
  }

  /** Waits until a service says that it is ready; fails when its process ends before. */
  async ready(name: Replica, isAlive: () => boolean, withinMs = 90_000): Promise<void> {
    for (const until = Date.now() + withinMs; ; await sleep(50)) {
      try {
        return await mustAnswer(`${this.address(name)}/health/ready`);
      } catch (error) {
        if (isAlive() && Date.now() < until) continue;
        const what = isAlive() ? `is not ready after ${withinMs / 1000} s` : 'ended while starting';
        const lines = readFileSync(this.logOf(name), 'utf8').trimEnd().split('\n').slice(-5).join('\n');
        throw new Refused(
          `The ${name} service ${what} (${error instanceof Error ? error.message : String(error)}). ` +
            `The end of its log, ${this.logOf(name)}:\n${lines}`,
        );
      }
    }
  }

  /** Ends what an earlier run, killed before it could tidy up, left running. */
  async endLeftovers(): Promise<void> {
    const names = ['gateway', 'mailbox', ...services, ...services.map(secondOf)] as const;
    await Promise.all(names.map((name) => this.book.endLeftover(name, scriptOf(name))));
  }

  private address(name: keyof Ports): string {
    return `http://127.0.0.1:${this.ports[name]}`;
  }

  private async node(
    name: PartName,
    script: string,
    args: string[],
    env: NodeJS.ProcessEnv,
  ): Promise<Program> {
    if (!existsSync(script)) throw new Refused(`${script} is missing; run npm run build.`);
    const options = { cwd: root, env, apart: true, logFile: this.logOf(name) };
    const program = await startProgram(process.execPath, [...this.nodeFlags, script, ...args], options);
    this.book.write(name, program.pid);
    void program.ended.then(() => this.book.forgetIf(name, program.pid));
    return program;
  }
}

function scriptOf(name: Replica | 'gateway' | 'mailbox'): string {
  if (name === 'gateway') return join(root, 'tools/dist/gateway/main.js');
  if (name === 'mailbox') return join(root, 'node_modules/maildev/dist/bin/maildev.js');
  return join(root, 'services', serviceOf(name), 'dist/main.js');
}

async function mustAnswer(url: string): Promise<void> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${answer.status} ${text.slice(0, 300)}`);
}
