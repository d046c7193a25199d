import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const services = ['admin', 'chat', 'questions', 'referrals', 'notifications'] as const;
export type ServiceName = (typeof services)[number];

/** What can be killed and started again one by one. */
export type PartName = Replica | 'gateway' | 'mailbox' | 'nats' | 'postgres';

/** A service's first replica bears its name. */
export type Replica = ServiceName | `${ServiceName}-2`;
export const secondOf = (service: ServiceName): `${ServiceName}-2` => `${service}-2`;
export const serviceOf = (replica: Replica): ServiceName => replica.replace(/-2$/, '') as ServiceName;

/** Every port of the stack, counted from the gateway's. */
const offsets = {
  gateway: 0,
  admin: 1,
  chat: 2,
  questions: 3,
  referrals: 4,
  notifications: 5,
  mailbox: 6,
  smtp: 7,
  nats: 8,
  natsMonitor: 9,
  postgres: 10,
  'chat-2': 11,
  mailIn: 12,
  'admin-2': 13,
  'questions-2': 14,
  'referrals-2': 15,
  'notifications-2': 16,
} as const;
export type PortName = keyof typeof offsets;
export type Ports = Record<PortName, number>;

export function portsFrom(base: number): Ports {
  return Object.fromEntries(Object.entries(offsets).map(([name, n]) => [name, base + n])) as Ports;
}

/** The root of this clone; the same from src/ and from dist/. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Which build stands in dist/; written by tools/prepare.mjs. */
export function currentBuild(): string | undefined {
  const stamp = join(root, '.cache/build');
  return existsSync(stamp) ? readFileSync(stamp, 'utf8').trim() : undefined;
}
