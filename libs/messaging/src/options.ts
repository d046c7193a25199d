import type { NodeConnectionOptions } from '@nats-io/transport-node';
import { str } from 'envalid';
import { natsSpecs, readConfig } from './environment.js';
import type { DomainMetric } from './domain-metrics.js';

/** What a service tells messaging; everything but the name has a default fit for production. */
export interface MessagingOptions {
  /** One of the five; names the durable consumer, the source of events and the queue group. */
  service: string;
  /** Default: NATS_URL. */
  natsUrl?: string;
  /** Default: NATS_USER and NATS_PASSWORD; none where the server asks for none. */
  natsUser?: string;
  natsPassword?: string;
  /** Where the server says how it syncs (B21). Default: NATS_MONITOR_URL. */
  natsMonitorUrl?: string;
  /** Milliseconds after which an event nobody works on any more is delivered again. */
  ackWaitMs?: number;
  /** Milliseconds after which a process that says nothing inside a transaction is taken for paused. */
  silenceMs?: number;
  /** Milliseconds between the tries of a failing event; one more try than gaps, then the dead letters. */
  retryDelaysMs?: readonly number[];
  /** Milliseconds before an event is tried again whose handler found another part away; the last repeats. */
  unavailableDelaysMs?: readonly number[];
  /** Aggregates whose events are handled at the same time. */
  concurrency?: number;
  /** Jobs run at the same time by this process. */
  jobConcurrency?: number;
  /** What operators watch of this service. */
  figures?: readonly DomainMetric[];
}

type Named = 'natsUrl' | 'natsUser' | 'natsPassword' | 'natsMonitorUrl';
export type Settings = Required<Omit<MessagingOptions, Named>> & {
  natsUrl: string;
  natsUser: string | undefined;
  natsPassword: string | undefined;
  natsMonitorUrl: string | undefined;
  production: boolean;
  replicas: number;
};

/** Injection token of the settings. */
export const SETTINGS = Symbol('messaging settings');

/** Options completed from the environment; read when the module starts, not when it is imported. */
export function settingsFrom(options: MessagingOptions, env: NodeJS.ProcessEnv = process.env): Settings {
  const read = readConfig(
    { ...natsSpecs, NODE_ENV: str({ default: 'development' }) },
    options.natsUrl ? { ...env, NATS_URL: options.natsUrl } : env,
  );
  return {
    ackWaitMs: 10_000,
    silenceMs: 5_000,
    retryDelaysMs: [1_000, 5_000, 15_000, 60_000],
    unavailableDelaysMs: [500, 1_000, 2_000, 5_000, 10_000, 30_000],
    concurrency: 32,
    jobConcurrency: 5,
    figures: [],
    ...options,
    natsUrl: read.NATS_URL,
    natsUser: options.natsUser ?? (read.NATS_USER || undefined),
    natsPassword: options.natsPassword ?? (read.NATS_PASSWORD || undefined),
    natsMonitorUrl: options.natsMonitorUrl ?? (read.NATS_MONITOR_URL || undefined),
    production: read.NODE_ENV === 'production',
    replicas: read.NATS_REPLICAS,
  };
}

/** What a connection to the services' NATS is opened with; in the clear unless the address says `tls://`. */
export function serverOptions({ natsUrl, natsUser, natsPassword }: Settings): NodeConnectionOptions {
  const servers = natsUrl.split(',').map((server) => server.trim());
  return {
    servers,
    // A server with a certificate for the outside offers it to everyone; its name is not ours.
    tls: servers.some((server) => server.startsWith('tls:')) ? {} : null,
    ...(natsUser ? { user: natsUser, pass: natsPassword ?? '' } : {}),
  };
}
