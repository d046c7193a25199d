import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { UnlimitedUser } from '../nats-accounts.js';

/** How a stream is kept: on how many servers, which of them leads, and how many of the others have all of it. */
export interface Kept {
  name: string;
  copies: number;
  current: number;
  messages: number;
  leader: string;
}

/** Looks at every stream of the services' account. */
export async function streamsOf(url: string, { user, password }: UnlimitedUser): Promise<Kept[]> {
  const connection = await connect({ servers: url.split(','), user, pass: password, timeout: 5_000 });
  try {
    const manager = await jetstreamManager(connection, { checkAPI: false });
    const found: Kept[] = [];
    for await (const { config, state, cluster } of manager.streams.list()) {
      found.push({
        name: config.name,
        copies: config.num_replicas,
        current: 1 + (cluster?.replicas ?? []).filter(({ current, offline }) => current && !offline).length,
        messages: state.messages,
        leader: cluster?.leader ?? '',
      });
    }
    return found.sort((a, b) => a.name.localeCompare(b.name));
  } finally {
    await connection.close();
  }
}

export const inWords = (streams: readonly Kept[]): string =>
  streams
    .map(({ name, copies, current, messages, leader }) => {
      return `${name}: ${messages} messages, ${current} of ${copies} copies current, led by ${leader}`;
    })
    .join('; ');
