import { connect, type NatsConnection } from '@nats-io/transport-node';

/** A connection of its own to `nats://user:password@host:port`. */
export function connectAs(url: string): Promise<NatsConnection> {
  const { host, username, password } = new URL(url);
  return connect({ servers: host, tls: null, ...(username && { user: username, pass: password }) });
}
