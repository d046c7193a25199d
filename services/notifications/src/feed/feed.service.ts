import type { EventName } from '@carrel/contracts';
import type { ServiceIdentity } from '@carrel/web';
import type { ConsumerInfo } from '@nats-io/jetstream';
import { NotFound } from '@carrel/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { FEED_CONFIG, type FeedConfig } from './config.js';
import { FEED, feedSubject, FeedStream } from './feed-stream.js';
import { inboxOf } from './inboxes.js';
import { apiPrefix } from './nats-auth-callout.js';

/** Everything a NATS client needs to go on reading. */
export interface Reading {
  servers: string;
  stream: string;
  consumer: string;
  subjects: string[];
  apiPrefix: string;
  inboxPrefix: string;
  pending: number;
  unacknowledged: number;
  from: Date | null;
}

/** A service account's place in its group's feed: one each, kept by Carrel, so that reading needs no right to write. */
@Injectable()
export class FeedService {
  constructor(
    private readonly stream: FeedStream,
    @Inject(FEED_CONFIG) private readonly config: FeedConfig,
  ) {}

  async open(
    { accountId, owner }: ServiceIdentity,
    input: { from?: Date | undefined; events?: readonly EventName[] | undefined },
  ): Promise<Reading> {
    return this.reading(await this.stream.place(accountId, owner.id, input), owner.id);
  }

  async read({ accountId, owner }: ServiceIdentity): Promise<Reading> {
    const info = await this.stream.find(accountId);
    if (!info) throw new NotFound('place in the feed');
    return this.reading(info, owner.id);
  }

  close({ accountId }: ServiceIdentity): Promise<void> {
    return this.stream.drop(accountId);
  }

  private reading({ name, config, num_pending, num_ack_pending }: ConsumerInfo, groupId: string): Reading {
    return {
      servers: this.config.natsUrl,
      stream: FEED,
      consumer: name,
      subjects: config.filter_subjects ?? [config.filter_subject ?? feedSubject(groupId)],
      apiPrefix,
      inboxPrefix: inboxOf(name).prefix,
      pending: num_pending,
      unacknowledged: num_ack_pending,
      from: config.opt_start_time ? new Date(config.opt_start_time) : null,
    };
  }
}
