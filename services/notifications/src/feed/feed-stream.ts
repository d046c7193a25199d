import type { AnyEvent, EventEnvelope, EventName } from '@carrel/contracts';
import { ServiceUnavailable } from '@carrel/kernel';
import { Nats } from '@carrel/messaging';
import { SerialByKey } from '@carrel/web';
import {
  AckPolicy,
  DeliverPolicy,
  DiscardPolicy,
  JetStreamApiError,
  StorageType,
  type ConsumerInfo,
  type JetStreamManager,
  type StoredMsg,
} from '@nats-io/jetstream';
import { headers, nanos } from '@nats-io/transport-node';
import { Injectable } from '@nestjs/common';

export const FEED = 'FEED';
const day = 86_400_000;
/** Well under the time after which a silent transaction is taken for abandoned. */
const publishMs = 2_000;

/** `feed.<groupId>.<name>`: the events that one group's integrators may see. */
export const feedSubject = (groupId: string, name = '>') => `feed.${groupId}.${name}`;

/** Names the libraries an event concerns, for webhooks that are filled again from here. */
export const institutionsHeader = 'Carrel-Institutions';

interface ConsumerInput {
  from?: Date | undefined;
  events?: readonly EventName[] | undefined;
}

/** The stream for outsiders: each event once per group that may see it, for 90 days. */
@Injectable()
export class FeedStream {
  private ready: Promise<JetStreamManager> | undefined;
  private readonly turns = new SerialByKey();

  constructor(private readonly nats: Nats) {
    // The server may be another one, or have lost its store; NATS_REPLICAS may have changed.
    this.nats.onUp(() => {
      this.ready = undefined;
      this.manager().catch(() => undefined);
    });
  }

  /** Resolves once JetStream has it for every group; the same event again within an hour changes nothing. */
  async publish(event: AnyEvent, groups: readonly string[], institutions: readonly string[]): Promise<void> {
    if (!groups.length) return;
    await this.manager();
    const { js } = await this.nats.jetstream();
    const header = headers();
    header.set('content-type', 'application/cloudevents+json');
    header.set(institutionsHeader, institutions.join(','));
    const body = JSON.stringify(event);
    for (const groupId of groups) {
      const msgID = `${event.id}:${groupId}`;
      await js.publish(feedSubject(groupId, event.type), body, {
        msgID,
        headers: header,
        timeout: publishMs,
      });
    }
  }

  /** The service account's own place in the feed; `from` makes it anew at that time. */
  place(name: string, groupId: string, input: ConsumerInput): Promise<ConsumerInfo> {
    return this.turns.take(name, async () => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await this.placeOnce(name, groupId, input);
        } catch (error) {
          // Another replica changes the same consumer at this moment; the last one wins.
          if (!(error instanceof JetStreamApiError) || tries === 3) throw error;
        }
      }
    });
  }

  private async placeOnce(
    name: string,
    groupId: string,
    { from, events }: ConsumerInput,
  ): Promise<ConsumerInfo> {
    const manager = await this.manager();
    const present = await this.find(name);
    const filter_subjects = events?.length
      ? events.map((event) => feedSubject(groupId, event)).sort()
      : [feedSubject(groupId)];
    if (present && !from) {
      return manager.consumers.update(FEED, name, { filter_subjects });
    }
    if (present) await manager.consumers.delete(FEED, name).catch(orNothing);
    return manager.consumers.add(FEED, {
      durable_name: name,
      filter_subjects,
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(30_000),
      max_ack_pending: 1_000,
      // After as long as events are kept an unused consumer has lost its place anyway.
      inactive_threshold: nanos(90 * day),
      ...(from
        ? { deliver_policy: DeliverPolicy.StartTime, opt_start_time: from.toISOString() }
        : { deliver_policy: DeliverPolicy.New }),
    });
  }

  async find(name: string): Promise<ConsumerInfo | undefined> {
    const manager = await this.manager();
    return manager.consumers.info(FEED, name).catch(orNothing);
  }

  /**
   * The last event of these subjects up to a sequence of the stream. JetStream finds the first message from a sequence on,
   * so it is looked for by halves.
   */
  async lastUpTo(subjects: readonly string[], sequence: number): Promise<EventEnvelope | undefined> {
    const { streams } = await this.manager();
    let last: StoredMsg | undefined;
    for (const next_by_subj of subjects) {
      let from = (last?.seq ?? 0) + 1;
      let to = sequence;
      for (let at = from; from <= to; at = Math.floor((from + to) / 2)) {
        const query = { seq: at, next_by_subj };
        const found = await streams.getMessage(FEED, query);
        if (found && found.seq <= to) {
          last = found;
          from = found.seq + 1;
        } else to = at - 1;
      }
    }
    return last?.json<EventEnvelope>();
  }

  async drop(name: string): Promise<void> {
    const manager = await this.manager();
    await this.turns.take(name, () => manager.consumers.delete(FEED, name).catch(orNothing));
  }

  /** @throws ServiceUnavailable while NATS is away */
  manager(): Promise<JetStreamManager> {
    if (!this.nats.connected) throw new ServiceUnavailable('NATS');
    return (this.ready ??= this.ensure().catch((error: unknown) => {
      this.ready = undefined;
      throw error;
    }));
  }

  private async ensure(): Promise<JetStreamManager> {
    const { manager } = await this.nats.jetstream();
    const info = await manager.streams.info(FEED).catch(orNothing);
    if (!info) {
      await manager.streams.add({
        name: FEED,
        subjects: ['feed.>'],
        storage: StorageType.File,
        discard: DiscardPolicy.Old,
        max_age: nanos(90 * day),
        duplicate_window: nanos(3_600_000),
        num_replicas: this.nats.replicas,
      });
    } else if (info.config.num_replicas !== this.nats.replicas) {
      await manager.streams.update(FEED, { num_replicas: this.nats.replicas });
    }
    return manager;
  }
}

function orNothing(error: unknown): undefined {
  if (error instanceof JetStreamApiError && error.status === 404) return undefined;
  throw error;
}
