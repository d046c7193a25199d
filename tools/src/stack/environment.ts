import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NatsPasswords } from '../nats-accounts.js';
import type { Ports, ServiceName } from './layout.js';

/** The key everything secret is derived from: CARREL_SECRET, else made once for this data folder. */
export function secretOf(dataDir: string, env: NodeJS.ProcessEnv): string {
  if (env.CARREL_SECRET) return env.CARREL_SECRET;
  const file = join(dataDir, 'secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** Where the servers are, embedded or named. */
export interface Servers {
  natsUrl: string;
  natsMonitorUrl: string | undefined;
  calloutSeed: string;
  /** Of the embedded server; a named one has NATS_USER and NATS_PASSWORD for all. */
  natsPasswords: NatsPasswords | undefined;
  smtpUrl: string;
}

/** How a service signs in to NATS. */
export const natsUserOf = (
  service: ServiceName,
  { natsPasswords }: Pick<Servers, 'natsPasswords'>,
): NodeJS.ProcessEnv => (natsPasswords ? { NATS_USER: service, NATS_PASSWORD: natsPasswords[service] } : {});

/** What every service finds in its environment; databases are added one by one. */
export function environmentOf(
  base: NodeJS.ProcessEnv,
  ports: Ports,
  servers: Servers,
  options: { secret: string; demo: boolean; twoOf?: readonly ServiceName[] },
): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...base,
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PUBLIC_URL: base.PUBLIC_URL ?? `http://localhost:${ports.gateway}`,
    // By the gateway where another replica may be asked.
    JWKS_URL: `http://127.0.0.1:${options.twoOf?.includes('admin') ? ports.gateway : ports.admin}/api/admin/.well-known/jwks.json`,
    NATS_URL: servers.natsUrl,
    NATS_MONITOR_URL: servers.natsMonitorUrl ?? '',
    NATS_PUBLIC_URL: base.NATS_PUBLIC_URL ?? servers.natsUrl,
    NATS_CALLOUT_SEED: base.NATS_CALLOUT_SEED ?? servers.calloutSeed,
    // The receiver of docs/integrators/first-event.md; no other port of this machine.
    WEBHOOK_ALLOWED_HOSTS: base.WEBHOOK_ALLOWED_HOSTS ?? (options.demo ? '127.0.0.1:9797' : ''),
    SMTP_URL: servers.smtpUrl,
    MAIL_SMTP_PORT: base.MAIL_SMTP_PORT ?? String(ports.mailIn),
    MAIL_FROM: base.MAIL_FROM ?? 'Carrel <carrel@carrel.example>',
    CARREL_SECRET: options.secret,
    CARREL_DEMO: String(options.demo),
  };
  // Each service is given its own database's address and no other's.
  delete env.DATABASE_URL;
  // Test runners set options for their own process.
  delete env.NODE_OPTIONS;
  return env;
}
