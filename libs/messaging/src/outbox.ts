import { eventSchemas, faultsOf, type AnyEvent } from '@carrel/contracts';
import type { RecordedEvent } from '@carrel/kernel';
import { newId } from './ids.js';
import { quoted } from './quoted.js';
import { traceparent } from './tracing.js';

/** The event as it is sent: a CloudEvents 1.0 envelope in JSON. */
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

/** The statement that puts the events into the outbox; positions follow their order. */
export function outboxInsert(service: string, events: readonly RecordedEvent[]): string {
  const envelopes = JSON.stringify(events.map((event) => envelopeFor(service, event)));
  return quoted`insert into outbox (id, name, subject, sequence, envelope, occurred_at, traceparent)
    select (e->>'id')::uuid, e->>'type', (e->>'subject')::uuid, (e->>'sequence')::bigint, e, (e->>'time')::timestamptz,
      ${traceparent() ?? null}
    from jsonb_array_elements(${envelopes}::jsonb) with ordinality as given (e, place) order by place`;
}
