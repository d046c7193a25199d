import { eventSchemas, faultsOf, type AnyEvent } from '@carrel/contracts';
import type { RecordedEvent } from '@carrel/kernel';
import type { EntityManager } from 'typeorm';
import { newId } from './ids.js';
import { traceparent } from './tracing.js';

/** The fact as it travels: a CloudEvents 1.0 envelope in JSON. */
function envelopeFor(service: string, event: RecordedEvent): AnyEvent {
  const faults = faultsOf(eventSchemas[event.name], event.data);
  if (faults.length) throw new Error(`${event.name} breaks its schema: ${faults.join('; ')}`);
  return {
    specversion: '1.0',
    id: newId(),
    source: `/carrel/${service}`,
    type: event.name,
    subject: event.subject,
    time: event.time.toISOString(),
    datacontenttype: 'application/json',
    sequence: String(event.sequence),
    sequencetype: 'Integer',
    ...(event.restated ? { restated: true } : {}),
    data: event.data,
  } as AnyEvent;
}

/** Adds the facts to the outbox of the transaction; positions follow their order. */
export async function appendToOutbox(
  manager: EntityManager,
  service: string,
  events: readonly RecordedEvent[],
): Promise<void> {
  const envelopes = events.map((event) => envelopeFor(service, event));
  await manager.query(
    `insert into outbox (id, name, subject, sequence, envelope, occurred_at, traceparent)
     select (e->>'id')::uuid, e->>'type', (e->>'subject')::uuid, (e->>'sequence')::bigint, e, (e->>'time')::timestamptz, $2
     from jsonb_array_elements($1::jsonb) with ordinality as given (e, place) order by place`,
    [JSON.stringify(envelopes), traceparent() ?? null],
  );
}
