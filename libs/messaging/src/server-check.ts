import { inboxPrefixOf, isTooOldForCarrel, oldestNatsServer, type NatsService } from '@carrel/contracts';
import { JetStreamApiError, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { EVENTS } from './event-stream-name.js';
import { serverOptions, settingsFrom, type Settings } from './options.js';

/**
 * What is wrong with the NATS server, undefined when nothing is: too old, or acknowledging before its disk has
 * the message (B21: required in production, looked at in development when the monitoring address is known).
 */
export async function faultOfServer(
  version: string,
  settings: Pick<Settings, 'natsMonitorUrl' | 'production'>,
): Promise<string | undefined> {
  if (isTooOldForCarrel(version)) return `version ${version || 'unknown'} is older than ${oldestNatsServer}`;
  if (!settings.natsMonitorUrl) {
    return settings.production ? 'NATS_MONITOR_URL must be set in production' : undefined;
  }
  const config = await jetstreamConfig(settings.natsMonitorUrl);
  return config?.sync_always === true ? undefined : 'its configuration lacks `sync_interval: always`';
}

async function jetstreamConfig(monitorUrl: string): Promise<{ sync_always?: boolean } | undefined> {
  const answer = await fetch(new URL('/jsz', monitorUrl), { signal: AbortSignal.timeout(3_000) });
  if (!answer.ok) throw new Error(`NATS's monitoring address answers ${answer.status}`);
  const { config } = (await answer.json()) as { config?: { sync_always?: boolean } };
  return config;
}

/** What is wrong with NATS, in words and by kind. */
export interface NatsFault {
  readonly kind: 'silent' | 'version' | 'sync' | 'quorum' | 'room';
  readonly fault: string;
}

/** The used share of a server's storage from which on a warning is given. */
const FULL = 0.8;

/**
 * What is wrong with the NATS server the environment names; asks it once, as the service that the environment is for.
 * Resolves within some 15 s.
 */
export async function faultsOfNats(env: NodeJS.ProcessEnv = process.env): Promise<NatsFault[]> {
  const settings = settingsFrom({ service: 'doctor' }, env);
  let connection: NatsConnection | undefined;
  try {
    connection = await connect({
      ...serverOptions(settings),
      // A NATS user may subscribe only to its own inbox.
      ...(settings.natsUser ? { inboxPrefix: inboxPrefixOf(settings.natsUser as NatsService) } : {}),
      timeout: 3_000,
      reconnect: false,
    });
    const version = connection.info?.version ?? '';
    if (isTooOldForCarrel(version))
      return [{ kind: 'version', fault: (await faultOfServer(version, settings))! }];
    return [...(await faultsOfMonitor(version, settings)), ...(await faultsOfStream(connection))];
  } catch (error) {
    return [{ kind: 'silent', fault: `does not answer (${(error as Error).message})` }];
  } finally {
    await connection?.close();
  }
}

/** What NATS's monitoring address answers; one that leads elsewhere is a fault of its own, as NATS itself does answer. */
async function faultsOfMonitor(version: string, settings: Settings): Promise<NatsFault[]> {
  try {
    const unsynced = await faultOfServer(version, settings);
    const room = await faultsOfRoom(settings.natsMonitorUrl);
    const stuck = await faultsOfWrites(settings.natsMonitorUrl);
    return [...(unsynced ? [{ kind: 'sync' as const, fault: unsynced }] : []), ...room, ...stuck];
  } catch (error) {
    const fault = `NATS_MONITOR_URL does not lead to its monitoring address (${(error as Error).message})`;
    return [{ kind: 'sync', fault }];
  }
}

async function faultsOfStream(connection: NatsConnection): Promise<NatsFault[]> {
  try {
    const manager = await jetstreamManager(connection, { checkAPI: false, timeout: 5_000 });
    const { cluster } = await manager.streams.info(EVENTS);
    const behind = (cluster?.replicas ?? []).filter(({ current, offline }) => !current || offline);
    if (!behind.length) return [];
    const names = behind.map(({ name }) => name).join(', ');
    return [{ kind: 'quorum', fault: `the copies of the events on ${names} are not up to date` }];
  } catch (error) {
    // The first service to start makes it.
    if (error instanceof JetStreamApiError && error.status === 404) return [];
    return [{ kind: 'quorum', fault: `JetStream does not answer (${(error as Error).message})` }];
  }
}

async function faultsOfRoom(monitorUrl: string | undefined): Promise<NatsFault[]> {
  if (!monitorUrl) return [];
  const answer = await fetch(new URL('/jsz', monitorUrl), { signal: AbortSignal.timeout(3_000) });
  const { storage = 0, config } = (await answer.json()) as {
    storage?: number;
    config?: { max_storage?: number };
  };
  return faultsOfUse(storage, config?.max_storage ?? 0);
}

/** A stream that could not be written once takes nothing more until the server is started again, with room again too. */
async function faultsOfWrites(monitorUrl: string | undefined): Promise<NatsFault[]> {
  if (!monitorUrl) return [];
  const answer = await fetch(new URL('/healthz', monitorUrl), { signal: AbortSignal.timeout(3_000) });
  const { error = '' } = (await answer.json()) as { error?: string };
  if (!error.includes('write error')) return [];
  return [{ kind: 'room', fault: `it takes no more events until it is started again: ${error}` }];
}

/** @param most bytes; none where the server says no bound */
export function faultsOfUse(used: number, most: number): NatsFault[] {
  if (most <= 0 || used < most * FULL) return [];
  return [
    { kind: 'room', fault: `${megabytes(used)} of the ${megabytes(most)} MB that NATS may store are taken` },
  ];
}

const megabytes = (bytes: number) => Math.round(bytes / 1_000_000);
