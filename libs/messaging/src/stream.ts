import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  DiscardPolicy,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type StreamConfig,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { eventStreamKeeper, ownerOf } from '@carrel/contracts';
import { Nats } from './connection.js';
import { EVENTS } from './event-stream-name.js';
import { SETTINGS, type Settings } from './options.js';
import { faultOfServer } from './server-check.js';

const DAY = 86_400_000;

/** The subject on which a service gets its requeued dead letters; no other subscribes to it. */
export const requeueSubject = (service: string, name: string) => `carrel.requeue.${service}.${name}`;

/** What would put messages into the stream, or take them out of it, under subjects that their service may not have. */
const unaltered = {
  subject_transform: undefined,
  republish: undefined,
  sources: undefined,
  mirror: undefined,
} satisfies { [name in keyof StreamConfig]?: undefined };

/** The one stream of all events. Requests (`carrel.ask.>`) and nudges stay outside. */
const streamConfig = (replicas: number): Partial<StreamConfig> & { name: string } => ({
  name: EVENTS,
  subjects: [...new Set(Object.values(ownerOf))]
    .sort()
    .map((service) => `carrel.${service}.>`)
    .concat('carrel.requeue.>'),
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  discard: DiscardPolicy.Old,
  max_age: nanos(90 * DAY),
  duplicate_window: nanos(120_000),
  num_replicas: replicas,
  ...unaltered,
});

/** Why this server may not carry events; thrown, and said on the readiness page. */
export class UnfitServer extends Error {}

/** Creates the stream and refuses a server that could lose acknowledged messages. */
@Injectable()
export class EventStream {
  private readonly log = new Logger(EventStream.name);
  /** The reason for refusing the server, when it is refused. */
  refusal: string | undefined;

  constructor(
    private readonly nats: Nats,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Checks the server, then creates the stream; its keeper also updates it. Throws UnfitServer, or when NATS is away.
   */
  async ensure(): Promise<JetStreamManager> {
    const { manager } = await this.nats.jetstream();
    const connection = await this.nats.open();
    const fault = await faultOfServer(connection.info?.version ?? '', this.settings);
    if (fault && fault !== this.refusal) this.log.error(`this NATS server is refused: ${fault}`);
    this.refusal = fault;
    if (fault) throw new UnfitServer(fault);

    const wanted = streamConfig(this.settings.replicas);
    try {
      const { config } = await manager.streams.info(EVENTS);
      if (!differs(config, wanted)) return manager;
      // NATS lets nobody else: whoever may change the stream can speak for every service.
      if (this.settings.service === eventStreamKeeper) await manager.streams.update(EVENTS, wanted);
      else this.log.warn(`the stream of events is not as it should be; ${eventStreamKeeper} changes it`);
    } catch (error) {
      if (!(error instanceof JetStreamApiError && error.status === 404)) throw error;
      await manager.streams.add(wanted);
    }
    return manager;
  }
}

const differs = (config: StreamConfig, wanted: Partial<StreamConfig>) =>
  [...config.subjects].sort().join() !== [...(wanted.subjects ?? [])].sort().join() ||
  config.max_age !== wanted.max_age ||
  config.duplicate_window !== wanted.duplicate_window ||
  config.num_replicas !== wanted.num_replicas ||
  Object.keys(unaltered).some((name) => isSet(config[name as keyof typeof unaltered]));

const isSet = (value: unknown) => value !== undefined && value !== null && Object.keys(value).length > 0;
