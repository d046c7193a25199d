import { subjectOf, type AnyEvent } from '@carrel/contracts';
import { connectionTo } from './events.js';

/**
 * Delivers the very same event again, as after a crash or a long outage: without a message id, so that
 * JetStream's window of deduplication does not hide whether the consumer takes it once.
 */
export async function redeliver(nats: { url: string }, event: Pick<AnyEvent, 'id' | 'type'>): Promise<void> {
  const connection = await connectionTo(nats.url);
  connection.publish(subjectOf(event.type), JSON.stringify(event));
  await connection.flush();
}
