import { chmodSync, mkdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isFree } from '../ports.js';
import { endEarlierNats } from '../nats.js';
import { endEarlierPostgres } from '../postgres.js';
import { secondOf, services, type PortName, type Ports, type ServiceName } from './layout.js';
import { Refused } from './refused.js';

const leastMegabytes = 300;

/** Logs, mails and the list of processes are for the owner; PostgreSQL's own account must be let through by root. */
export function makeDataFolder(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true });
  for (const name of ['logs', 'mail', 'run'])
    mkdirSync(join(dataDir, name), { recursive: true, mode: 0o700 });
  const { mode } = statSync(dataDir);
  if (process.getuid?.() === 0) chmodSync(dataDir, (mode & 0o777) | 0o011);
}

/** Databases on a full disk stop in ways that are hard to read; better not to start. */
export function needRoom(dataDir: string): void {
  const { bavail, bsize } = statfsSync(dataDir);
  const megabytes = Math.floor((bavail * bsize) / 1_000_000);
  if (megabytes < leastMegabytes) {
    throw new Refused(
      `The disk is full: ${megabytes} MB are left where ${dataDir} is, Carrel needs ${leastMegabytes}. ` +
        'Make room and start again.',
    );
  }
}

/** Above 1023, what browsers and fetch do not open (WHATWG Fetch, "bad port"). */
const unopened = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
  10080,
]);

/** Every port must be free before the first part starts. */
export async function needPorts(
  ports: Ports,
  env: NodeJS.ProcessEnv,
  twoOf: readonly ServiceName[] = [],
): Promise<void> {
  const elsewhere = new Set<string>([
    ...(env.DATABASE_URL ? ['postgres'] : []),
    ...(env.NATS_URL ? ['nats', 'natsMonitor'] : []),
    ...(env.SMTP_URL ? ['mailbox', 'smtp'] : []),
    ...services.filter((name) => !twoOf.includes(name)).map(secondOf),
  ]);
  const wanted = (Object.entries(ports) as [PortName, number][]).filter(([name]) => !elsewhere.has(name));
  const closed = wanted.find(([, port]) => unopened.has(port));
  if (closed) {
    throw new Refused(`Browsers do not open port ${closed[1]} (${closed[0]}); choose another CARREL_PORT.`);
  }
  const free = await Promise.all(wanted.map(([, port]) => isFree(port)));
  const taken = wanted.filter((_, n) => !free[n]).map(([name, port]) => `${port} (${name})`);
  if (taken.length > 0) {
    throw new Refused(
      `Taken by another program: port ${taken.join(', ')}. Stop that program, or choose where Carrel's ` +
        `ports begin: CARREL_PORT=${ports.gateway + 1010} npm start`,
    );
  }
}

/** Servers that outlived a killed launcher hold their ports and data. */
export async function endEarlierServers(folders: { postgres: string; nats: string }): Promise<void> {
  await Promise.all([endEarlierPostgres(folders.postgres), endEarlierNats(folders.nats)]);
}
