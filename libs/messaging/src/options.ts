import type { Figure } from './figures.js';

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
  awayDelaysMs?: readonly number[];
  /** Aggregates whose events are handled at the same time. */
  concurrency?: number;
  /** Jobs run at the same time by this process. */
  jobConcurrency?: number;
  /** What operators watch of this service. */
  figures?: readonly Figure[];
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
  return {
    ackWaitMs: 10_000,
    silenceMs: 5_000,
    retryDelaysMs: [1_000, 5_000, 15_000, 60_000],
    awayDelaysMs: [500, 1_000, 2_000, 5_000, 10_000, 30_000],
    concurrency: 32,
    jobConcurrency: 5,
    figures: [],
    ...options,
    natsUrl: options.natsUrl ?? env.NATS_URL ?? 'nats://127.0.0.1:4222',
    natsUser: options.natsUser ?? (env.NATS_USER || undefined),
    natsPassword: options.natsPassword ?? (env.NATS_PASSWORD || undefined),
    natsMonitorUrl: options.natsMonitorUrl ?? (env.NATS_MONITOR_URL || undefined),
    production: env.NODE_ENV === 'production',
    replicas: Number(env.NATS_REPLICAS ?? 1),
  };
}
