import { statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Nats } from '../nats.js';

/** Bytes that must be free before NATS is started again. */
const room = 16 * 1024 * 1024;

/**
 * A stream that could not be written once, because the disk was full, is refused by NATS for good, also when there is room
 * again (2.15.1); only a new start opens it. Ends the server then, so that whoever keeps it running starts it. Resolves
 * when the server has ended.
 */
export async function endWhenStuck(
  server: Pick<Nats, 'monitorUrl' | 'ended' | 'stop'>,
  folder: string,
  everyMs = 5_000,
): Promise<void> {
  let running = true;
  const ended = server.ended.then(() => (running = false));
  while (running) {
    await Promise.race([sleep(everyMs, undefined, { ref: false }), ended]);
    if (running && (await cannotWrite(server.monitorUrl)) && (await hasRoom(folder))) await server.stop();
  }
}

async function cannotWrite(monitorUrl: string): Promise<boolean> {
  try {
    const answer = await fetch(`${monitorUrl}/healthz`, { signal: AbortSignal.timeout(3_000) });
    return (await answer.text()).includes('write error');
  } catch {
    return false;
  }
}

async function hasRoom(folder: string): Promise<boolean> {
  const disk = await statfs(folder).catch(() => undefined);
  return disk !== undefined && disk.bavail * disk.bsize >= room;
}
