import { Inject, Injectable } from '@nestjs/common';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import {
  eventNames,
  subjectOf,
  type AnyEvent,
  type EventName,
  type RequestContract,
} from '@carrel/contracts';
import pTimeout from 'p-timeout';
import { RequestServer } from './request-server.js';
import { Nats } from './connection.js';
import { Consumption } from './consumption.js';
import type { EventHandler } from './event-handlers.js';
import { SETTINGS, type Settings } from './options.js';
import { Relay } from './relay.js';
import { EventStream, requeueSubject, UnfitServer } from './stream.js';

/** A server that answers within this is checked before the service starts; a slower one when it answers. */
const PATIENCE_MS = 2_000;

/**
 * Nest's transport: @On handlers hear events from JetStream, @Answers handlers answer on core NATS.
 * `app.connectMicroservice({ strategy: app.get(JetStreamServer) })`, then `startAllMicroservices()`, which rejects
 * when NATS is unfit to carry events and does not wait for a NATS that is away.
 */
@Injectable()
export class JetStreamServer extends Server implements CustomTransportStrategy {
  /** Failures are awaited and counted here; Nest need not log them. */
  override readonly propagatesEventHandlerErrors = true;
  private readonly eventHandlers = new Map<string, EventHandler[]>();

  constructor(
    private readonly nats: Nats,
    private readonly stream: EventStream,
    private readonly consumption: Consumption,
    private readonly answering: RequestServer,
    private readonly relay: Relay,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    super();
  }

  override addHandler(pattern: unknown, callback: MessageHandler, isEvent = false, extras = {}): void {
    const route = this.normalizePattern(pattern as string);
    if (!isEvent) {
      if (this.messageHandlers.has(route)) throw new Error(`${route} has two answerers`);
      super.addHandler(pattern, callback, isEvent, extras);
      return;
    }
    // Not Nest's own chain of handlers: it runs them side by side and forgets whose failure it was.
    const { handler: name = route, restated = false } = extras as { handler?: string; restated?: boolean };
    const others = this.eventHandlers.get(route) ?? [];
    // The inbox knows handlers by name.
    if (others.some((other) => other.name === name)) throw new Error(`${route} is handled twice by ${name}`);
    const handle = async (event: unknown): Promise<unknown> =>
      (event as AnyEvent).restated && !restated ? undefined : settle(await callback(event));
    this.eventHandlers.set(route, [...others, { name, handle }]);
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      await this.refuseUnfit();
    } catch (error) {
      callback(error);
      return;
    }
    this.consumption.start(this.eventSubjects(), (name) => this.eventHandlers.get(name) ?? []);
    this.answering.start(this.answerers());
    callback();
  }

  async close(): Promise<void> {
    await Promise.all([this.consumption.stop(), this.answering.stop()]);
    await this.relay.stop();
  }

  on(): never {
    throw new Error('this transport tells its state by MessagingHealth');
  }

  unwrap<T>(): T {
    return this.nats.connection as T;
  }

  private async refuseUnfit(): Promise<void> {
    const answered = await pTimeout(
      this.nats.open().then(() => true),
      { milliseconds: PATIENCE_MS, fallback: () => false },
    );
    if (!answered) return;
    try {
      await this.stream.ensure();
    } catch (error) {
      if (error instanceof UnfitServer) throw error;
      this.logger.warn(`the stream could not be looked at yet: ${String(error)}`);
    }
  }

  private eventSubjects(): string[] {
    const names = [...this.eventHandlers.keys()];
    const unknown = names.filter((name) => !eventNames.includes(name as EventName));
    if (unknown.length) throw new Error(`no such events: ${unknown.join(', ')}`);
    if (!names.length) return [];
    return [...names.map((name) => subjectOf(name as EventName)), requeueSubject(this.settings.service, '>')];
  }

  private answerers(): Map<RequestContract, (question: unknown) => Promise<unknown>> {
    const found = new Map<RequestContract, (question: unknown) => Promise<unknown>>();
    for (const handler of this.messageHandlers.values()) {
      const contract = handler.extras?.contract as RequestContract | undefined;
      if (contract) found.set(contract, async (question) => settle(await handler(question)));
    }
    return found;
  }
}

/** Nest hands a handler's throw over as an observable that errors. */
async function settle(result: unknown): Promise<unknown> {
  return isObservable(result) ? lastValueFrom(result, { defaultValue: undefined }) : result;
}
