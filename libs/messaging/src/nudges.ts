import { randomUUID } from 'node:crypto';
import { inboxPrefixOf, nudgePrefixOf } from '@carrel/contracts';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Subscription } from '@nats-io/transport-node';
import { Nats } from './connection.js';
import { SETTINGS, type Settings } from './options.js';

/**
 * Fire-and-forget signals to the other replicas that something changed. Nothing is stored; a lost nudge must cost
 * latency and never data. Subjects are put under `nudge.<service>.`, outside the stream, and end with who says it; `*`
 * works in subscriptions.
 */
@Injectable()
export class Nudges {
  private readonly log = new Logger(Nudges.name);
  private readonly replica = randomUUID();

  private readonly prefix: string;
  /** Goes along as a reply subject: what JetStream republishes under our subjects has none. */
  private readonly sign: string;

  constructor(
    private readonly nats: Nats,
    @Inject(SETTINGS) { service }: Settings,
  ) {
    this.prefix = `${nudgePrefixOf(service)}.`;
    this.sign = `${inboxPrefixOf(service)}.nudge`;
  }

  /** Sends to every subscriber of every other replica; dropped while NATS is away. */
  publish(subject: string, data: object): void {
    if (!this.nats.connected) return;
    const options = { reply: this.sign };
    this.nats.connection?.publish(`${this.prefix}${subject}.${this.replica}`, JSON.stringify(data), options);
  }

  /** Calls the handler until the returned function is called; survives reconnections. */
  subscribe<T = unknown>(subject: string, handler: (data: T, subject: string) => void): () => void {
    let subscription: Subscription | undefined;
    let ended = false;
    const listen = () => {
      if (ended || subscription) return;
      subscription = this.nats.connection?.subscribe(`${this.prefix}${subject}.*`, {
        callback: (error, message) => {
          // The subject names the sender, so that no replica reads its own nudges.
          if (error || message.reply !== this.sign || message.subject.endsWith(this.replica)) return;
          try {
            handler(message.json<T>(), message.subject.slice(this.prefix.length, -this.replica.length - 1));
          } catch (failure) {
            this.log.error(`a nudge on ${message.subject} failed: ${String(failure)}`);
          }
        },
      });
    };
    if (this.nats.connection) listen();
    else void this.nats.open().then(listen, () => undefined);
    return () => {
      ended = true;
      subscription?.unsubscribe();
    };
  }
}
