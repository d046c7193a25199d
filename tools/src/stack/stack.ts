import { join, resolve } from 'node:path';
import { startNats } from '../nats.js';
import { calloutKeysOf, natsPasswordsOf, type UnlimitedUser } from '../nats-accounts.js';
import { startPostgres } from '../postgres.js';
import { isAlive } from '../program.js';
import { endEarlierServers, makeDataFolder, needPorts, needRoom } from './checks.js';
import { prepareDatabase } from './databases.js';
import { environmentOf, natsUserOf, secretOf } from './environment.js';
import {
  portsFrom,
  secondOf,
  services,
  type PartName,
  type Ports,
  type Replica,
  type ServiceName,
} from './layout.js';
import { ProcessBook } from './lock.js';
import { endWhenStuck } from './nats-store.js';
import type { StackOptions } from './options.js';
import { Programs } from './programs.js';
import { Supervised } from './supervised.js';
import { ParallelStart } from './parallel-start.js';

/** The whole system running on this machine. */
export interface Stack {
  /** The gateway's address. */
  readonly url: string;
  /** Every part's own address. */
  readonly urls: Record<PartName | 'smtp' | 'mailIn', string>;
  /** Process ids of what is running now; servers named by URL have none. */
  readonly processes: Readonly<Partial<Record<PartName, number>>>;
  readonly mailbox: { url: string; smtpUrl: string };
  logOf(name: PartName): string;
  /** SIGKILL; it stays away until restart(). */
  kill(name: PartName): Promise<void>;
  /** SIGTERM, in order; it stays away until restart(). */
  end(name: PartName): Promise<void>;
  /** Starts it again and resolves when it is ready. */
  restart(name: PartName): Promise<void>;
  /** Stops everything in order: first what takes requests, last what stores data. */
  stop(): Promise<void>;
}

/** Starts everything, or stops again what has started and says why it cannot (Refused). */
export async function startStack(options: StackOptions): Promise<Stack> {
  const dataDir = resolve(options.dataDir);
  const env = options.env ?? process.env;
  const say = options.say ?? (options.quiet ? () => {} : (line: string) => console.log(line));
  const ports = portsFrom(options.basePort);
  makeDataFolder(dataDir);
  needRoom(dataDir);
  const book = new ProcessBook(dataDir);
  book.claim();
  const programs = new Programs(dataDir, ports, book, options.codeOf, options.nodeFlags);
  const secret = secretOf(dataDir, env);
  const callout = calloutKeysOf(dataDir);
  const natsPasswords = env.NATS_URL ? options.natsPasswords : natsPasswordsOf(dataDir);
  const parts = new Map<PartName, Supervised>();

  const stop = async (): Promise<void> => {
    await parts.get('gateway')?.stop();
    await Promise.all([...services, ...services.map(secondOf)].map((name) => parts.get(name)?.stop()));
    await Promise.all([parts.get('mailbox')?.stop(), parts.get('nats')?.stop()]);
    await parts.get('postgres')?.stop();
    book.release();
  };
  const begin = async (
    name: PartName,
    launch: ConstructorParameters<typeof Supervised>[1],
  ): Promise<void> => {
    const part = new Supervised(name, launch, say);
    parts.set(name, part);
    await part.start();
  };

  const runs = (name: PartName) => isAlive(parts.get(name)?.pid ?? 0);

  try {
    await programs.endLeftovers();
    const folders = { postgres: join(dataDir, 'postgres'), nats: join(dataDir, 'nats') };
    await endEarlierServers(folders);
    await needPorts(ports, env, options.twoOf);

    let postgresUrl = env.DATABASE_URL ?? '';
    const postgres = async () => {
      const logFile = programs.logOf('postgres');
      const where = { dataDir: folders.postgres, port: ports.postgres };
      const server = await startPostgres({ ...where, apart: true, logFile, say });
      postgresUrl = server.url;
      return server;
    };
    const nats = async () => {
      const logFile = programs.logOf('nats');
      const where = { dataDir: folders.nats, port: ports.nats, monitorPort: ports.natsMonitor };
      const accounts = natsPasswords && {
        passwords: natsPasswords,
        calloutIssuer: callout.issuer,
        unlimited: options.natsInspector,
      };
      const server = await startNats({ ...where, accounts, apart: true, logFile, say });
      void endWhenStuck(server, folders.nats);
      return server;
    };
    const local = '127.0.0.1';
    const servicesEnv = environmentOf(
      env,
      ports,
      {
        natsUrl: env.NATS_URL ?? `nats://${local}:${ports.nats}`,
        natsMonitorUrl: env.NATS_URL ? env.NATS_MONITOR_URL : `http://${local}:${ports.natsMonitor}`,
        calloutSeed: callout.seed,
        natsPasswords,
        smtpUrl: env.SMTP_URL ?? `smtp://${local}:${ports.smtp}`,
      },
      { secret, demo: options.demo ?? false, twoOf: options.twoOf },
    );

    say('starting PostgreSQL, NATS and the mailbox');
    const together = new ParallelStart();
    await together.all([
      env.DATABASE_URL ? undefined : begin('postgres', postgres),
      env.NATS_URL ? undefined : begin('nats', nats),
      env.SMTP_URL ? undefined : begin('mailbox', () => programs.mailbox(servicesEnv)),
    ]);

    const bring = async (name: ServiceName): Promise<void> => {
      const { appUrl } = await prepareDatabase(postgresUrl, name, secret, servicesEnv);
      const prefix = `${name.toUpperCase()}_DATABASE`;
      const pooled = Object.assign(new URL(appUrl), { port: String(options.poolerPort) }).href;
      const own = {
        ...servicesEnv,
        ...natsUserOf(name, { natsPasswords }),
        ...(options.poolerPort
          ? { [`${prefix}_URL`]: pooled, [`${prefix}_DIRECT_URL`]: appUrl }
          : { [`${prefix}_URL`]: appUrl }),
      };
      await begin(name, () => programs.service(name, { ...own, ...options.envOf?.[name] }));
      await programs.ready(name, () => !together.failed && runs(name), options.readyWithinMs);
      say(`  ${name} is ready`);
      if (!options.twoOf?.includes(name)) return;
      const second = secondOf(name);
      // One machine has one port for mail that comes in.
      await begin(second, () =>
        programs.service(second, { ...own, MAIL_SMTP_PORT: '', ...options.envOf?.[second] }),
      );
      await programs.ready(second, () => !together.failed && runs(second), options.readyWithinMs);
    };
    say('bringing the databases up to date and starting the five services');
    await together.all([
      ...services.map(bring),
      begin('gateway', () => programs.gateway(servicesEnv, options.twoOf)),
    ]);

    return {
      url: `http://localhost:${ports.gateway}`,
      urls: addresses(ports, postgresUrl, env, options.natsInspector),
      get processes() {
        const running = [...parts].flatMap(([name, part]) => (part.pid ? [[name, part.pid] as const] : []));
        return Object.fromEntries(running);
      },
      mailbox: { url: `http://localhost:${ports.mailbox}`, smtpUrl: `smtp://${local}:${ports.smtp}` },
      logOf: (name) => programs.logOf(name),
      kill: (name) => need(parts, name).kill(),
      end: (name) => need(parts, name).stop(),
      restart: async (name) => {
        const part = need(parts, name);
        await part.stop();
        await part.start();
        const replicas: readonly Replica[] = [...services, ...services.map(secondOf)];
        const replica = replicas.find((each) => each === name);
        if (replica) await programs.ready(replica, () => runs(replica), options.readyWithinMs);
      },
      stop,
    };
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
}

function need(parts: ReadonlyMap<PartName, Supervised>, name: PartName): Supervised {
  const part = parts.get(name);
  if (!part) throw new Error(`There is no ${name} of this stack's own.`);
  return part;
}

function addresses(
  ports: Ports,
  postgresUrl: string,
  env: NodeJS.ProcessEnv,
  inspector?: UnlimitedUser,
): Stack['urls'] {
  const credentials = inspector ? `${inspector.user}:${inspector.password}@` : '';
  const at = (name: keyof Ports) => `http://localhost:${ports[name]}`;
  const replicas: readonly Replica[] = [...services, ...services.map(secondOf)];
  const own = Object.fromEntries(replicas.map((name) => [name, at(name)])) as Record<Replica, string>;
  return {
    ...own,
    gateway: at('gateway'),
    mailbox: at('mailbox'),
    smtp: env.SMTP_URL ?? `smtp://127.0.0.1:${ports.smtp}`,
    mailIn: `smtp://127.0.0.1:${env.MAIL_SMTP_PORT ?? ports.mailIn}`,
    nats: env.NATS_URL ?? `nats://${credentials}127.0.0.1:${ports.nats}`,
    postgres: postgresUrl,
  };
}
