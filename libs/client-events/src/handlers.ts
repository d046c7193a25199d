import {
  envelopeSchema,
  eventNames,
  faultsOf,
  type AnyEvent,
  type EventEnvelope,
  type EventName,
} from '@carrel/contracts';
import type { Seen } from './seen.js';

/** What to do with each event, by name; events without a handler are skipped. A throw is retried. */
export type Handlers = { [N in EventName]?: (event: EventEnvelope<N>) => void | Promise<void> };

/** Handles an event once. Unknown names are skipped: newer senders have more. */
export async function handleOnce(event: AnyEvent, handlers: Handlers, seen: Seen): Promise<void> {
  if (await seen.has(event.id)) return;
  const handler = handlers[event.type] as ((event: AnyEvent) => void | Promise<void>) | undefined;
  if (handler && eventNames.includes(event.type)) await handler(event);
  await seen.add(event.id);
}

/** The event in this text. @throws when it is none, or breaks the schema of its name */
export function eventIn(text: string): AnyEvent {
  const event = JSON.parse(text) as AnyEvent;
  if (typeof event?.id !== 'string' || typeof event.type !== 'string') throw new Error('this is no event');
  if (!eventNames.includes(event.type)) return event;
  // Fields that a newer sender added are ignored.
  const faults = faultsOf(envelopeSchema(event.type), event).filter(
    (fault) => !fault.endsWith('must NOT have additional properties'),
  );
  if (faults.length) throw new Error(`${event.type} ${event.id} breaks its schema: ${faults.join('; ')}`);
  return event;
}
