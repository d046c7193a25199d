import { setTimeout as sleep } from 'node:timers/promises';
import type { EventName } from '@carrel/contracts';
import { jetstream, type JsMsg } from '@nats-io/jetstream';
import { connect, tokenAuthenticator } from '@nats-io/transport-node';
import { accessTokens, type Credentials } from './access-tokens.js';
import { eventIn, handleOnce, type Handlers } from './handlers.js';
import { rememberIds, type Seen } from './seen.js';

export interface FeedOptions extends Credentials {
  readonly handlers: Handlers;
  /** Read again from then; default: go on where the last reading ended, the first time from now. */
  readonly from?: Date;
  /** Default: all that have a handler. */
  readonly events?: readonly EventName[];
  /** Default: the last 10,000 ids in memory. */
  readonly seen?: Seen;
  /** Ends the reading; what is under way is finished. */
  readonly signal?: AbortSignal;
  /** Called once the feed is read, and again after each reconnection. */
  readonly onConnected?: () => void;
  /** Hears why a handler failed or the connection broke; both are tried again. */
  readonly onTrouble?: (cause: unknown) => void;
}

interface Place {
  servers: string;
  stream: string;
  consumer: string;
  apiPrefix: string;
  inboxPrefix: string;
}

const longestPauseMs = 30_000;

/**
 * Reads the feed of the service account's group from NATS, in order, each event acknowledged once its handler has
 * resolved. A handler that throws is tried again with growing pauses, and what is behind it waits: nothing is passed
 * over. Resolves when `signal` ends it. @throws when Carrel refuses the credentials or the wish
 */
export async function consumeFeed(options: FeedOptions): Promise<void> {
  const { handlers, seen = rememberIds(), signal, onTrouble = () => {} } = options;
  const token = accessTokens(options);
  const place = await placeOf(options, await token());
  let present = await token();
  // A connection lives as long as its token; the next one needs a fresh one at hand.
  const refreshing = setInterval(() => {
    token().then((next) => (present = next), onTrouble);
  }, 10_000);
  const connection = await connect({
    servers: place.servers,
    // Its token is never sent in the clear where Carrel names an encrypted address.
    ...(place.servers.startsWith('tls:') ? { tls: {} } : {}),
    authenticator: tokenAuthenticator(() => present),
    inboxPrefix: place.inboxPrefix,
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
  });
  void (async () => {
    for await (const status of connection.status()) {
      if (status.type === 'reconnect') options.onConnected?.();
      if (status.type === 'error') onTrouble(status.error);
    }
  })();
  try {
    const js = jetstream(connection, { apiPrefix: place.apiPrefix });
    const consumer = await js.consumers.get(place.stream, place.consumer);
    const messages = await consumer.consume({ max_messages: 100 });
    const end = () => void messages.close();
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted) end();
    options.onConnected?.();
    for await (const message of messages) {
      await settle(message, handlers, seen, signal, onTrouble);
      if (signal?.aborted) break;
    }
  } finally {
    clearInterval(refreshing);
    await connection.close();
  }
}

async function settle(
  message: JsMsg,
  handlers: Handlers,
  seen: Seen,
  signal: AbortSignal | undefined,
  onTrouble: (cause: unknown) => void,
): Promise<void> {
  for (let pause = 500; !signal?.aborted; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      await handleOnce(eventIn(message.string()), handlers, seen);
      message.ack();
      return;
    } catch (error) {
      onTrouble(error);
      message.working();
      await sleep(Math.min(pause, 10_000));
    }
  }
}

async function placeOf({ origin, from, events, handlers }: FeedOptions, token: string): Promise<Place> {
  const wanted = events ?? (Object.keys(handlers) as EventName[]);
  const response = await fetch(`${origin}/api/notifications/v1/feed`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...(from ? { from: from.toISOString() } : {}), events: wanted }),
  });
  if (!response.ok) throw new Error(`the feed is not open (${response.status}): ${await response.text()}`);
  return (await response.json()) as Place;
}
