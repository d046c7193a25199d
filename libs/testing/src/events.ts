import { jetstream } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import {
  inboxPrefixOf,
  envelopeSchema,
  faultsOf,
  ownerOf,
  subjectOf,
  type AnyEvent,
  type EventData,
  type EventEnvelope,
  type EventName,
} from '@carrel/contracts';
import { v7 as uuidv7 } from 'uuid';
import { Backlog } from './backlog.js';
import { eventually } from './eventually.js';

/** Every event published since listening began. */
export interface Events {
  /** The first event of this name not yet taken by next(), waiting for it at most `ms` (10 s). */
  next<N extends EventName>(
    name: N,
    matches?: (event: EventEnvelope<N>) => boolean,
    ms?: number,
  ): Promise<EventEnvelope<N>>;
  all(): readonly AnyEvent[];
  stop(): Promise<void>;
}

/** Collects what any service publishes on this server; each must fit its published schema. */
export async function listen(nats: { url: string }): Promise<Events> {
  const connection = await connect({ servers: nats.url });
  const backlog = new Backlog<AnyEvent>((event) => event.type);
  for (const service of new Set(Object.values(ownerOf))) {
    connection.subscribe(`carrel.${service}.>`, {
      callback: (_error, message) => {
        const event = message.json<AnyEvent>();
        if (event.specversion === '1.0') backlog.add(event);
      },
    });
  }
  await connection.flush();
  return {
    next: <N extends EventName>(name: N, matches?: (event: EventEnvelope<N>) => boolean, ms?: number) =>
      backlog.next<AnyEvent & EventEnvelope<N>>(
        (event) => event.type === name && (matches?.(event as EventEnvelope as EventEnvelope<N>) ?? true),
        name,
        ms,
      ),
    all: () => backlog.all(),
    stop: () => connection.close(),
  };
}

/** About which aggregate an event is, and its place among that aggregate's events. */
export interface EmitOptions {
  subject: string;
  /** Left out, the next number of this subject on this server. */
  sequence?: number;
  /** The event's id, to publish the very same event again. */
  id?: string;
  time?: Date;
  /** Said again by its owner (B2). */
  restated?: true;
}

/** By server and subject: suites of one worker share this module and the ids of their libraries. */
const lastSequence = new Map<string, number>();
const connections = new Map<string, Promise<NatsConnection>>();

/** Publishes an event as the service that owns it would, and returns it once JetStream has it. */
export async function emit<N extends EventName>(
  nats: { url: string },
  name: N,
  data: EventData<N>,
  options: EmitOptions,
): Promise<EventEnvelope<N>> {
  const stream = `${nats.url} ${options.subject}`;
  const sequence = options.sequence ?? (lastSequence.get(stream) ?? 0) + 1;
  lastSequence.set(stream, sequence);
  const subject = subjectOf(name);
  const event: EventEnvelope<N> = {
    specversion: '1.0',
    id: options.id ?? uuidv7(),
    source: `/carrel/${subject.split('.')[1]}`,
    type: name,
    subject: options.subject,
    time: (options.time ?? new Date()).toISOString(),
    datacontenttype: 'application/json',
    sequence: String(sequence),
    sequencetype: 'Integer',
    ...(options.restated ? { restated: true } : {}),
    data,
  };
  const faults = faultsOf(envelopeSchema(name), event);
  if (faults.length)
    throw new Error(`This is no ${name} that any service would publish:\n${faults.join('\n')}`);
  const connection = await connectionTo(nats.url);
  const header = headers();
  header.set('content-type', 'application/cloudevents+json');
  // The stream is made by whichever service starts first; until then nobody acknowledges.
  await eventually(() =>
    jetstream(connection).publish(subject, JSON.stringify(event), { msgID: event.id, headers: header }),
  );
  return event;
}

/** One connection per server, kept for the test process; `nats://user:password@host:port` signs in. */
export function connectionTo(url: string): Promise<NatsConnection> {
  let connection = connections.get(url);
  if (!connection) {
    const { host, username, password } = new URL(url);
    // A service may listen to its own inbox alone.
    const signIn = username ? { user: username, pass: password, inboxPrefix: inboxPrefixOf(username) } : {};
    const patient = { maxReconnectAttempts: -1, reconnectTimeWait: 100 };
    connection = connect({ servers: host, tls: null, ...signIn, ...patient });
    connections.set(url, connection);
  }
  return connection;
}

/** Closes what emit() and answer() opened on a server, before it stops. */
export async function disconnectFrom(url: string): Promise<void> {
  const connection = connections.get(url);
  connections.delete(url);
  await (await connection)?.close();
}
