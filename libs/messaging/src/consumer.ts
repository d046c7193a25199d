import {
  AckPolicy,
  DeliverPolicy,
  JetStreamApiError,
  type ConsumerConfig,
  type JetStreamManager,
  type JsMsg,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { AnyEvent } from '@carrel/contracts';
import { EVENTS } from './event-stream-name.js';

/** Unacknowledged events one service may hold. */
const MOST_HELD = 2_000;

export interface ConsumerOptions {
  service: string;
  subjects: readonly string[];
  ackWaitMs: number;
}

/**
 * Creates or changes the service's durable consumer; `made` when it did not exist. NATS never gives up on an
 * event by itself (`max_deliver` would skip it without a trace): this service counts.
 */
export async function ensureConsumer(
  manager: JetStreamManager,
  options: ConsumerOptions,
): Promise<{ made: boolean }> {
  const changeable = {
    filter_subjects: [...options.subjects].sort(),
    ack_wait: nanos(options.ackWaitMs),
    max_ack_pending: MOST_HELD,
    max_deliver: -1,
  };
  try {
    const { config } = await manager.consumers.info(EVENTS, options.service);
    if (differs(config, changeable)) await manager.consumers.update(EVENTS, options.service, changeable);
    return { made: false };
  } catch (error) {
    if (!(error instanceof JetStreamApiError && error.status === 404)) throw error;
    await manager.consumers.add(EVENTS, {
      ...changeable,
      durable_name: options.service,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
    });
    return { made: true };
  }
}

/** The event a message carries; throws when it carries none. */
export function eventOf(message: JsMsg): AnyEvent {
  const event = message.json<AnyEvent>();
  if (!event.id || !event.subject) throw new Error('it is no event');
  return event;
}

const broken = [
  'consumer_deleted',
  'consumer_not_found',
  'stream_not_found',
  'heartbeats_missed',
  'no_responders',
];

/** Whether this word of a pull means that the consumer or its stream is gone or silent. */
export const isBroken = (status: string): boolean => broken.includes(status);

function differs(config: ConsumerConfig, wanted: Partial<ConsumerConfig>): boolean {
  const subjects = config.filter_subjects ?? (config.filter_subject ? [config.filter_subject] : []);
  return (
    [...subjects].sort().join() !== wanted.filter_subjects?.join() ||
    config.ack_wait !== wanted.ack_wait ||
    config.max_ack_pending !== wanted.max_ack_pending
  );
}
