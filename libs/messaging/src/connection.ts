import { inboxPrefixOf } from '@carrel/contracts';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { jetstream, jetstreamManager, type JetStreamClient, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { serverOptions, SETTINGS, type Settings } from './options.js';
import { RepeatedWarning } from './repeated-warning.js';

/** The service's one connection to NATS. It reconnects without limit. */
@Injectable()
export class Nats implements OnApplicationShutdown {
  private readonly log = new Logger(Nats.name);
  private readonly waiting = new RepeatedWarning(this.log);
  private readonly listeners = new Set<() => void>();
  private opening: Promise<NatsConnection> | undefined;
  private current: NatsConnection | undefined;
  private up = false;
  private closed = false;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** Whether the server answers at this moment. */
  get connected(): boolean {
    return this.up;
  }

  /** On how many servers a stream is to be kept. */
  get replicas(): number {
    return this.settings.replicas;
  }

  /** The connection once it was made, up or not; undefined before the first success. */
  get connection(): NatsConnection | undefined {
    return this.current;
  }

  /** Resolves on the first success, however long that takes. */
  open(): Promise<NatsConnection> {
    return (this.opening ??= this.dial());
  }

  /** Called on the first connection and on every reconnection; returns how to stop that. */
  onUp(listener: () => void): () => void {
    this.listeners.add(listener);
    if (this.up) listener();
    return () => this.listeners.delete(listener);
  }

  async jetstream(): Promise<{ js: JetStreamClient; manager: JetStreamManager }> {
    const connection = await this.open();
    return { js: jetstream(connection), manager: await jetstreamManager(connection, { checkAPI: false }) };
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    this.up = false;
    // A drain would wait for a server that is away.
    if (this.current && !this.current.isClosed())
      await Promise.race([this.current.drain(), pause(2_000, false)]);
    if (this.current && !this.current.isClosed()) await this.current.close();
  }

  private async dial(): Promise<NatsConnection> {
    for (;;) {
      try {
        const connection = await connect({
          ...serverOptions(this.settings),
          name: this.settings.service,
          inboxPrefix: inboxPrefixOf(this.settings.service),
          maxReconnectAttempts: -1,
          reconnectTimeWait: 250,
          reconnectJitter: 250,
          pingInterval: 5_000,
          timeout: 3_000,
        });
        this.current = connection;
        if (this.closed) await connection.close();
        void this.follow(connection);
        this.rise();
        return connection;
      } catch (error) {
        this.waiting.warn(`NATS does not answer, waiting for it: ${String(error)}`);
        if (this.closed) throw error;
        await pause(250);
      }
    }
  }

  private async follow(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') {
        this.up = false;
        this.waiting.warn('NATS is away');
      } else if (status.type === 'reconnect') this.rise();
    }
    this.up = false;
  }

  private rise(): void {
    if (this.closed) return;
    this.up = true;
    this.log.log('connected to NATS');
    for (const listener of this.listeners) listener();
  }
}

const pause = (ms: number, keepAlive = true) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    if (!keepAlive) timer.unref();
  });
