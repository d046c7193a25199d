import type { EventName } from '@carrel/contracts';
import type { ServiceIdentity, StaffIdentity } from '@carrel/web';
import type { ConsumerInfo } from '@nats-io/jetstream';
import { Clock, NotFound } from '@carrel/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { FEED_CONFIG, type FeedConfig } from './config.js';
import { NotItsAdministrator } from './domain/refusals.js';
import { FEED, feedSubject, FeedStream } from './feed-stream.js';
import { inboxOf } from './inboxes.js';
import { apiPrefix } from './nats-auth-callout.js';
import { FeedReaders, type FeedReader } from './persistence/feed-readers.js';

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

/** An event that was taken. */
export interface TakenEvent {
  readonly id: string;
  readonly type: string;
  readonly time: string;
}
/** Where one of a group's readers stands. */
export interface ReaderStanding {
  readonly serviceAccountId: string;
  readonly calledAt: Date;
  readonly pending: number;
  readonly unacknowledged: number;
  readonly lastEvent: TakenEvent | null;
}

const mostReaders = 100;

/** A service account's place in its group's feed: one each, kept by Carrel, so that reading needs no right to write. */
@Injectable()
export class FeedService {
  constructor(
    private readonly stream: FeedStream,
    private readonly readers: FeedReaders,
    private readonly clock: Clock,
    @Inject(FEED_CONFIG) private readonly config: FeedConfig,
  ) {}

  async open(
    caller: ServiceIdentity,
    input: { from?: Date | undefined; events?: readonly EventName[] | undefined },
  ): Promise<Reading> {
    const { accountId, owner } = caller;
    await this.called(caller);
    return this.reading(await this.stream.place(accountId, owner.id, input), owner.id);
  }

  async read(caller: ServiceIdentity): Promise<Reading> {
    const { accountId, owner } = caller;
    await this.called(caller);
    const info = await this.stream.find(accountId);
    if (!info) throw new NotFound('place in the feed');
    return this.reading(info, owner.id);
  }

  close({ accountId }: ServiceIdentity): Promise<void> {
    return this.stream.drop(accountId);
  }

  /** It asks for its place, or connects. */
  called({ accountId, owner }: ServiceIdentity): Promise<void> {
    return this.readers.called(accountId, owner.id, this.clock.now());
  }

  /** Those of a group that have a place, for whoever manages their credentials. */
  async readersOf(groupId: string, { operator, groupRoles }: StaffIdentity): Promise<ReaderStanding[]> {
    const leads = groupRoles.some((held) => held.groupId === groupId && held.role === 'group-admin');
    if (!leads && !operator) throw new NotItsAdministrator();
    const readers = await this.readers.ofGroup(groupId, mostReaders);
    const standings = await Promise.all(readers.map((reader) => this.standing(reader, groupId)));
    return standings.filter((standing) => standing !== undefined);
  }

  private async standing(
    { serviceAccountId, calledAt }: FeedReader,
    groupId: string,
  ): Promise<ReaderStanding | undefined> {
    const info = await this.stream.find(serviceAccountId);
    if (!info) return undefined;
    // Before anything is taken its sequence is that of another's event.
    const { consumer_seq: taken, stream_seq: upTo } = info.ack_floor;
    const last = taken ? await this.stream.lastUpTo(subjectsOf(info, groupId), upTo) : undefined;
    return {
      ...{ serviceAccountId, calledAt, pending: info.num_pending, unacknowledged: info.num_ack_pending },
      lastEvent: last ? { id: last.id, type: last.type, time: last.time } : null,
    };
  }

  private reading(info: ConsumerInfo, groupId: string): Reading {
    const { name, config, num_pending, num_ack_pending } = info;
    return {
      servers: this.config.natsUrl,
      stream: FEED,
      consumer: name,
      subjects: subjectsOf(info, groupId),
      apiPrefix,
      inboxPrefix: inboxOf(name).prefix,
      pending: num_pending,
      unacknowledged: num_ack_pending,
      from: config.opt_start_time ? new Date(config.opt_start_time) : null,
    };
  }
}

const subjectsOf = ({ config }: ConsumerInfo, groupId: string): string[] =>
  config.filter_subjects ?? [config.filter_subject ?? feedSubject(groupId)];
