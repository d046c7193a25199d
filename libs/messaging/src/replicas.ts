import { randomUUID } from 'node:crypto';
import { inboxPrefixOf, nudgePrefixOf, type AnyEvent } from '@carrel/contracts';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { Nats } from './connection.js';
import { LONGEST_MS } from './event-handlers.js';
import { Leadership } from './leadership.js';
import { Nudges } from './nudges.js';
import { SETTINGS, type Settings } from './options.js';
import { traceHeaders } from './trace-headers.js';

/** What each replica says of itself, again and again. */
interface Announcement {
  replica: string;
  /** Grows whenever it connects: an answer it gave before may be lost. */
  connection: number;
  /** Still handles what it began while it led. */
  busy: boolean;
}

/** Another replica of this service. */
interface Other extends Announcement {
  seenAt: number;
  /** False once something sent to it found nobody: it is ending, or has ended. */
  listens: boolean;
  /** How to stop waiting for each event it is handling for this one. */
  readonly waiting: Set<() => void>;
}

/** Runs an event's handlers; answers the names of those that succeeded, and never rejects. */
export type HandleHere = (event: AnyEvent, traceparent: string | undefined) => Promise<Iterable<string>>;

/**
 * The other replicas of this service, which handle events for the one that leads. It alone decides what is handled when, so
 * that an aggregate's order does not depend on where. All messages here may be lost: what another replica has not said
 * it has handled, the leader handles itself, and the inbox knows what was handled already (ADR 55).
 */
@Injectable()
export class Replicas {
  private readonly log = new Logger(Replicas.name);
  private readonly id = randomUUID();
  private readonly others = new Map<string, Other>();
  private readonly running = new Set<Promise<void>>();
  private connection = 0;
  private here = 0;
  private timer: NodeJS.Timeout | undefined;
  private subscription: Subscription | undefined;
  private stopListening: () => void = () => undefined;
  private busy: () => boolean = () => false;

  constructor(
    private readonly nats: Nats,
    private readonly nudges: Nudges,
    private readonly leadership: Leadership,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** How many replicas handle events, this one included. */
  get count(): number {
    this.forgetSilent();
    return 1 + [...this.others.values()].filter(({ listens }) => listens).length;
  }

  /** Whether another one, which led before, says that it has not ended what it began. */
  get othersBusy(): boolean {
    this.forgetSilent();
    return [...this.others.values()].some(({ busy }) => busy);
  }

  /** Offers this replica to the others and listens for theirs; `busy` says whether it handles events as one that leads or led. */
  start(handle: HandleHere, busy: () => boolean): void {
    this.busy = busy;
    this.stopListening = this.nudges.subscribe<Announcement>('replica', (said) => this.note(said));
    this.nats.onUp(() => {
      this.connection += 1;
      if (this.nats.connection) this.subscription ??= this.serve(this.nats.connection, handle);
      // Answers to what was asked over the connection before may be lost.
      this.giveUpAsked();
    });
    this.timer = setInterval(() => {
      this.announce();
      this.forgetSilent();
    }, this.settings.silenceMs / 3);
    this.timer.unref();
  }

  /** Takes nothing more, and waits until what it handles for others is answered. */
  async stop(): Promise<void> {
    // What is sent here from now on comes back to the leader at once: nobody listens.
    if (this.nats.connected) await this.subscription?.drain().catch(() => undefined);
    await Promise.all(this.running);
    clearInterval(this.timer);
    this.stopListening();
  }

  /**
   * Has the event handled by the replica with the least to do, then does here what that did not: all of it where that is
   * this one. `mayGo` is false for an event that is to be handled here.
   * @param body the event as it was delivered
   * @param done names of handlers that succeeded; grows
   */
  async share(
    {
      body,
      traceparent,
      mayGo,
    }: { body: Uint8Array | string; traceparent?: string | undefined; mayGo: boolean },
    done: Set<string>,
    work: () => Promise<void>,
  ): Promise<void> {
    const other = mayGo ? this.leastBusy() : undefined;
    if (other) for (const name of await this.ask(other, body, traceparent)) done.add(name);
    this.here += 1;
    try {
      await work();
    } finally {
      this.here -= 1;
    }
  }

  /** Waits no longer for what others were asked. */
  giveUpAsked(): void {
    for (const other of this.others.values()) giveUp(other);
    // Whoever leads next waits for what is still under way here.
    this.announce();
  }

  private leastBusy(): Other | undefined {
    this.forgetSilent();
    let least: Other | undefined;
    for (const other of this.others.values())
      if (other.listens && other.waiting.size < (least ? least.waiting.size : this.here)) least = other;
    return least;
  }

  private async ask(
    other: Other,
    body: Uint8Array | string,
    traceparent: string | undefined,
  ): Promise<readonly string[]> {
    const { connection, connected } = this.nats;
    if (!connection || !connected) return [];
    let stop = (): void => undefined;
    const stopped = new Promise<undefined>((resolve) => (stop = () => resolve(undefined)));
    other.waiting.add(stop);
    try {
      const options = { timeout: LONGEST_MS, ...traceHeaders(traceparent) };
      const asked = connection.request(this.subjectOf(other.replica), body, options);
      return (await Promise.race([asked, stopped]))?.json<string[]>() ?? [];
    } catch {
      other.listens = false;
      return [];
    } finally {
      other.waiting.delete(stop);
    }
  }

  private serve(connection: NatsConnection, handle: HandleHere): Subscription {
    return connection.subscribe(this.subjectOf(this.id), {
      callback: (error, message) => {
        // As the sign of nudges: what JetStream publishes again under our subjects has no inbox of ours.
        if (error || !message.reply?.startsWith(`${inboxPrefixOf(this.settings.service)}.`)) return;
        const work = this.answer(message, handle)
          .catch((fault: unknown) => this.log.error(`an event of another replica: ${String(fault)}`))
          .finally(() => this.running.delete(work));
        this.running.add(work);
      },
    });
  }

  private async answer(message: Msg, handle: HandleHere): Promise<void> {
    const names = await handle(message.json<AnyEvent>(), message.headers?.get('traceparent') || undefined);
    message.respond(JSON.stringify([...names]));
  }

  private announce(): void {
    // Who does not reach the database cannot handle events, and is not missed.
    if (!this.leadership.someoneLeads) return;
    const said: Announcement = { replica: this.id, connection: this.connection, busy: this.busy() };
    this.nudges.publish('replica', said);
  }

  private note(said: Announcement): void {
    const known = this.others.get(said.replica);
    if (known && known.connection !== said.connection) giveUp(known);
    const waiting = known?.waiting ?? new Set();
    this.others.set(said.replica, { ...said, seenAt: Date.now(), listens: true, waiting });
  }

  private forgetSilent(): void {
    for (const other of this.others.values())
      if (Date.now() - other.seenAt > this.settings.silenceMs) {
        this.others.delete(other.replica);
        giveUp(other);
      }
  }

  private subjectOf(replica: string): string {
    return `${nudgePrefixOf(this.settings.service)}.handle.${replica}`;
  }
}

function giveUp({ waiting }: Other): void {
  for (const stop of waiting) stop();
}
