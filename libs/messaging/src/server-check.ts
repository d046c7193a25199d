import { isTooOldForCarrel, oldestNatsServer } from '@carrel/contracts';
import { connect } from '@nats-io/transport-node';
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

/** What is wrong with the NATS server the environment names, undefined when nothing is; asks it once. */
export async function faultOfNats(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const settings = settingsFrom({ service: 'doctor' }, env);
  try {
    const connection = await connect({
      ...serverOptions(settings),
      timeout: 3_000,
      reconnect: false,
    });
    const version = connection.info?.version ?? '';
    await connection.close();
    return await faultOfServer(version, settings);
  } catch (error) {
    return `does not answer (${(error as Error).message})`;
  }
}
