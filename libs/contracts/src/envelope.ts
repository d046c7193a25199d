import { Type, type TSchema } from 'typebox';
import { eventSchemas, type EventData, type EventName } from './events.js';
import { Id, Time } from './schema.js';

/** A CloudEvents 1.0 envelope around one payload; `sequence` is a decimal string (B34). */
export const envelopeOf = <D extends TSchema>(name: EventName, data: D) =>
  Type.Object({
    specversion: Type.Literal('1.0'),
    id: Id,
    source: Type.String({ pattern: '^/carrel/[a-z]+$', description: '/carrel/<service>' }),
    type: Type.Literal(name),
    subject: Id,
    time: Time,
    datacontenttype: Type.Literal('application/json'),
    sequence: Type.String({ pattern: '^[1-9][0-9]*$', description: 'gap-free per subject' }),
    sequencetype: Type.Literal('Integer'),
    traceparent: Type.Optional(Type.String()),
    restated: Type.Optional(
      Type.Literal(true, {
        description: 'nothing has happened: the owner says again how things stand, for projections alone',
      }),
    ),
    data,
  });

/** One event as it travels. The id is also the NATS message id; consumers take each id once. */
export interface EventEnvelope<N extends EventName = EventName> {
  specversion: '1.0';
  id: string;
  source: string;
  type: N;
  subject: string;
  time: string;
  datacontenttype: 'application/json';
  sequence: string;
  sequencetype: 'Integer';
  traceparent?: string;
  /** Republished state, for projections only; nothing has happened (B2). */
  restated?: true;
  data: EventData<N>;
}

/** The JSON Schema of a whole event, envelope and payload. */
export const envelopeSchema = (name: EventName) => envelopeOf(name, eventSchemas[name]);
export type AnyEvent = { [N in EventName]: EventEnvelope<N> }[EventName];
