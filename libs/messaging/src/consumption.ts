import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { AnyEvent } from '@carrel/contracts';
import type { Consumer, ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import { Nats } from './connection.js';
import { ensureConsumer, eventOf, isBroken } from './consumer.js';
import { EVENTS } from './event-stream-name.js';
import { Handling, LeadLost } from './handling.js';
import { LONGEST_MS, runRemainingHandlers, type EventHandler } from './event-handlers.js';
import { Intake, type Held } from './intake.js';
import { Leadership } from './leadership.js';
import { SETTINGS, type Settings } from './options.js';
import { RepeatedWarning } from './repeated-warning.js';
import { Replicas } from './replicas.js';
import { EventStream, UnfitServer } from './stream.js';
import { SpanKind, traced } from './tracing.js';

/** Events still running then are redelivered to another replica. */
const STOP_MS = 5_000;

/**
 * Pulls the service's events while this replica leads. After every start, and every reconnection, it first waits
 * until each event the server has handed out is either done or in its own hands, so that none is overtaken by a
 * later one of its aggregate.
 */
@Injectable()
export class Consumption {
  private readonly log = new Logger(Consumption.name);
  private readonly waiting = new RepeatedWarning(this.log);
  private readonly intake: Intake;
  private handlersOf: (name: string) => readonly EventHandler[] = () => [];
  private subjects: readonly string[] = [];
  private messages: ConsumerMessages | undefined;
  private setup: Promise<void> | undefined;
  private setupAgain = false;
  private stopped = false;
  private heartbeat: NodeJS.Timeout | undefined;
  private settled = false;
  private consumer: Consumer | undefined;
  private lastDelivery: number | undefined;

  constructor(
    private readonly nats: Nats,
    private readonly stream: EventStream,
    private readonly leadership: Leadership,
    private readonly handling: Handling,
    private readonly replicas: Replicas,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.intake = new Intake(
      () => settings.concurrency * this.replicas.count,
      () => this.leadership.leadsForSure,
      (held) => this.handling.try(held, () => this.run(held)),
    );
  }

  /** Whether this service's events are being handled, here or by another replica; true when it subscribes to none. */
  get healthy(): boolean {
    if (!this.subjects.length) return true;
    return this.leadership.leads ? this.settled : this.leadership.someoneLeads;
  }

  /** Events of this service that wait in NATS or in hand; undefined where another replica handles them. */
  async lag(): Promise<number | undefined> {
    if (!this.leadership.leads || !this.consumer || !this.nats.connected) return undefined;
    const { num_pending, num_ack_pending } = await this.consumer.info();
    return num_pending + num_ack_pending;
  }

  start(subjects: readonly string[], handlersOf: (name: string) => readonly EventHandler[]): void {
    this.subjects = subjects;
    this.handlersOf = handlersOf;
    if (!subjects.length) return;
    this.replicas.start((event, parent) => this.handleForAnother(event, parent));
    this.nats.onUp(() => this.begin());
    this.leadership.start({
      gained: () => this.begin(),
      lost: () => {
        void this.halt(true);
        this.replicas.giveUpAsked();
      },
      confirmed: () => this.intake.pump(),
    });
    this.heartbeat = setInterval(
      () => this.nats.connected && this.intake.stillWorking(),
      this.settings.ackWaitMs / 3,
    );
    this.heartbeat.unref();
  }

  /** Finishes running handlers, releases the rest, gives up the lease. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.setup;
    await this.halt(this.nats.connected);
    await Promise.race([Promise.all([this.intake.idle(), this.replicas.stop()]), pause(STOP_MS)]);
    clearInterval(this.heartbeat);
    // Acknowledgements must be on their way before another replica counts what is outstanding.
    if (this.nats.connected) await this.nats.connection?.flush().catch(() => undefined);
    await this.leadership.stop();
  }

  /** Here or in another replica; one that died with a process, or has failed, is handled here. */
  private async run({ event, deliveries, done, suspect, counted }: Held): Promise<void> {
    const [message] = deliveries.values();
    const traceparent = message?.headers?.get('traceparent');
    const body = message?.data ?? JSON.stringify(event);
    const mayGo = !suspect && !counted;
    await this.replicas.share({ body, traceparent, mayGo }, done, async () => {
      if (!this.leadership.leadsForSure) throw new LeadLost('the lead was lost');
      await this.handle(event, done, traceparent);
    });
  }

  private async handle(event: AnyEvent, done: Set<string>, parent: string | undefined): Promise<void> {
    const handlers = this.handlersOf(event.type);
    if (!handlers.length) throw new Error(`nothing handles ${event.type}`);
    if (handlers.every(({ name }) => done.has(name))) return;
    const span = { kind: SpanKind.CONSUMER, parent };
    await traced(`handle ${event.type}`, span, () => runRemainingHandlers(handlers, event, done));
  }

  /** For another replica, which does here what this one could not. */
  private async handleForAnother(event: AnyEvent, parent: string | undefined): Promise<Set<string>> {
    const done = new Set<string>();
    await this.handle(event, done, parent).catch(() => undefined);
    return done;
  }

  /** Sets the pull up anew; one at a time, and once more when asked meanwhile. */
  private begin(): void {
    this.setupAgain = true;
    this.setup ??= this.setUp().finally(() => {
      this.setup = undefined;
      if (this.setupAgain && this.mayPull()) this.begin();
    });
  }

  private async setUp(): Promise<void> {
    while (this.setupAgain && this.mayPull()) {
      this.setupAgain = false;
      try {
        await this.pull();
        this.waiting.over();
      } catch (error) {
        if (!this.mayPull()) return;
        if (!(error instanceof UnfitServer)) this.waiting.warn(`events wait: ${String(error)}`);
        this.setupAgain = true;
        await pause(500);
      }
    }
  }

  private mayPull(): boolean {
    return !this.stopped && this.leadership.leads && this.nats.connected;
  }

  private async pull(): Promise<void> {
    this.settled = false;
    this.intake.close();
    this.messages?.stop();
    const manager = await this.stream.ensure();
    const { service, ackWaitMs, silenceMs } = this.settings;
    const { made } = await ensureConsumer(manager, { service, subjects: this.subjects, ackWaitMs });
    if (made) this.intake.disown();
    const { js } = await this.nats.jetstream();
    const consumer = await js.consumers.get(EVENTS, service);
    const messages = await consumer.consume({
      callback: (message) => this.take(message),
      max_messages: 500,
      // The server keeps delivering to a paused leader; it has stopped when another takes over.
      expires: Math.max(1_000, silenceMs * 0.9),
      idle_heartbeat: Math.max(500, silenceMs * 0.45),
    });
    // The lead may be lost meanwhile: what this pull then took, nobody would handle.
    if (!this.mayPull()) return messages.stop();
    this.messages = messages;
    void this.watch(messages);

    this.consumer = consumer;
    this.lastDelivery = undefined;
    await this.settle();
  }

  /** Waits until all that was handed out, to this process or another, is done or in this one's hands. */
  private async settle(): Promise<void> {
    this.settled = false;
    this.intake.close();
    const consumer = this.consumer!;
    // What a replica works on comes to an end; what none does, the server delivers again.
    const end = Date.now() + LONGEST_MS + this.settings.ackWaitMs * 2;
    while (!this.setupAgain && this.mayPull() && consumer === this.consumer) {
      const { num_ack_pending, delivered } = await consumer.info();
      if (this.intake.deliveriesUpTo(delivered.consumer_seq) >= num_ack_pending || Date.now() > end) {
        this.lastDelivery = Math.max(this.lastDelivery ?? 0, delivered.consumer_seq);
        this.settled = true;
        this.intake.open();
        return;
      }
      await pause(50);
    }
  }

  private take(message: JsMsg): void {
    if (this.stopped || !this.leadership.leads) return;
    const { deliverySequence } = message.info;
    const expected = (this.lastDelivery ?? deliverySequence - 1) + 1;
    this.lastDelivery = Math.max(deliverySequence, expected - 1);
    // One in between went elsewhere: to a leader that was paused and does not know yet, or into a dead socket.
    if (this.settled && deliverySequence > expected) {
      this.settle().catch(() => this.begin());
    }
    let event: AnyEvent;
    try {
      event = eventOf(message);
    } catch (error) {
      this.log.error(`message ${message.seq} on ${message.subject} is dropped: ${String(error)}`);
      message.term();
      return;
    }
    this.intake.offer(message, event);
  }

  /** Sets up anew when the consumer or the stream is gone or silent. */
  private async watch(messages: ConsumerMessages): Promise<void> {
    for await (const status of messages.status()) {
      if (messages !== this.messages) return;
      if (isBroken(status.type)) return this.begin();
    }
  }

  private async halt(redeliver: boolean): Promise<void> {
    this.settled = false;
    this.intake.close();
    this.messages?.stop();
    this.messages = undefined;
    this.intake.release(redeliver && this.nats.connected);
  }
}

const pause = (ms: number) => sleep(ms, undefined, { ref: false });
