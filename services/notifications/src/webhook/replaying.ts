import type { AnyEvent } from '@carrel/contracts';
import { Job, Nats, Transactions, type JobOptions } from '@carrel/messaging';
import { DeliverPolicy, type JsMsg } from '@nats-io/jetstream';
import { Injectable } from '@nestjs/common';
import { FEED, feedSubject, FeedStream, institutionsHeader } from '../feed/feed-stream.js';
import { WebhookDeliverer } from './webhook-deliverer.js';
import type { WebhookEndpoint } from './domain/endpoint.js';
import { Endpoints } from './persistence/endpoints.js';

const job = 'webhook-replay';
const batch = 200;

interface Replay {
  endpointId: string;
  /** Whose feed to read. */
  groupId: string;
  from: string;
  /** What comes later is delivered anyway. */
  until: string;
}

export const replayJob = (replay: Replay): [name: string, payload: object, options: JobOptions] => [
  job,
  replay,
  { key: `${job}:${replay.endpointId}` },
];

/** Fills an endpoint's queue again from the feed, so that its receiver may have lost everything. */
@Injectable()
export class WebhookReplaying {
  constructor(
    private readonly nats: Nats,
    private readonly feed: FeedStream,
    private readonly endpoints: Endpoints,
    private readonly delivering: WebhookDeliverer,
    private readonly transactions: Transactions,
  ) {}

  @Job(job)
  async run({ endpointId, groupId, from, until }: Replay): Promise<void> {
    await this.feed.manager();
    const { js } = await this.nats.jetstream();
    const consumer = await js.consumers.get(FEED, {
      filter_subjects: feedSubject(groupId),
      deliver_policy: DeliverPolicy.StartTime,
      opt_start_time: from,
    });
    for (let more = true; more;) {
      const messages: JsMsg[] = [];
      more = false;
      for await (const message of await consumer.fetch({ max_messages: batch, expires: 2_000 })) {
        messages.push(message);
        more = message.info.pending > 0 && message.time.toISOString() <= until;
      }
      await this.queue(
        endpointId,
        messages.filter((message) => message.time.toISOString() <= until),
      );
    }
  }

  private queue(endpointId: string, messages: readonly JsMsg[]): Promise<void> {
    return this.transactions.run((tx) =>
      this.endpoints.change(tx, endpointId, async (endpoint) => {
        for (const message of messages) {
          const event = message.json<AnyEvent>();
          const tests = event.type === 'webhook.tested.v1';
          if (!tests && concerns(message, endpoint) && endpoint.wants(event)) {
            await this.delivering.queue(tx, endpoint, event);
          }
        }
      }),
    );
  }
}

/** A group's feed holds what concerns all its libraries. */
function concerns(message: JsMsg, { ownerKind, ownerId }: WebhookEndpoint): boolean {
  if (ownerKind === 'group') return true;
  return (message.headers?.get(institutionsHeader) ?? '').split(',').includes(ownerId);
}
