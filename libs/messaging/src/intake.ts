import type { AnyEvent } from '@carrel/contracts';
import type { JsMsg } from '@nats-io/jetstream';

/** An event in this process's hands: delivered, not yet acknowledged. */
export interface Held {
  readonly event: AnyEvent;
  /** Every delivery of it by stream sequence; all are acknowledged together. */
  readonly deliveries: Map<number, JsMsg>;
  /** Was delivered before: the process that had it may have died because of it. */
  suspect: boolean;
  /** Has a count in the database. */
  counted: boolean;
  /** Handlers that have handled it. */
  readonly done: Set<string>;
  /** Why the last try failed. */
  lastCause?: string;
  /** Attempts in a row that found another service unavailable. */
  unavailableTries: number;
  /** Was running when the rest was released: if it does not succeed, it goes the same way. */
  released: boolean;
  state: 'queued' | 'running' | 'waiting';
  timer?: NodeJS.Timeout;
}

/** Milliseconds until the next try, or that the event needs none. */
export type Outcome = 'done' | { againInMs: number };

/**
 * Keeps each aggregate's events in one line, by the aggregate's own sequence: the next starts when the one before
 * is done, also when that one waits for another try. Lines run side by side. Nothing starts before `open`.
 */
export class Intake {
  private readonly held = new Map<string, Held>();
  private readonly lines = new Map<string, Held[]>();
  /** Lines whose head may start, in the order they became so. */
  private readonly ready = new Set<string>();
  private running = 0;
  private suspectRuns = false;
  private opened = false;
  private whenIdle: (() => void) | undefined;

  constructor(
    private readonly concurrency: () => number,
    private readonly mayStart: () => boolean,
    private readonly handle: (held: Held) => Promise<Outcome>,
  ) {}

  /**
   * Deliveries in hand up to one of the consumer's; as many as the server then waited for when nothing is under way
   * elsewhere. What came after it must not stand for one that another process still has.
   */
  deliveriesUpTo(deliverySequence: number): number {
    let sum = 0;
    for (const held of this.held.values())
      for (const message of held.deliveries.values())
        if (message.info.deliverySequence <= deliverySequence) sum += 1;
    return sum;
  }

  offer(message: JsMsg, event: AnyEvent): void {
    const known = this.held.get(event.id);
    if (known) {
      known.deliveries.set(message.seq, message);
      known.released = false;
      return;
    }
    const held: Held = {
      event,
      deliveries: new Map([[message.seq, message]]),
      suspect: message.redelivered,
      counted: message.redelivered,
      done: new Set(),
      unavailableTries: 0,
      released: false,
      state: 'queued',
    };
    this.held.set(event.id, held);
    const line = this.lines.get(event.subject) ?? [];
    this.lines.set(event.subject, line);
    insert(line, held);
    this.ready.add(event.subject);
    this.pump();
  }

  /** Everything older is in hand or done: start. */
  open(): void {
    this.opened = true;
    this.pump();
  }

  /** Starts nothing more until `open`; what runs goes on. */
  close(): void {
    this.opened = false;
  }

  /**
   * Drops events, those that run when they end without success; `redeliver` asks the server to deliver them elsewhere at
   * once. Kept here, one would be reported as in progress for ever, and nobody else would get it.
   */
  release(redeliver: boolean): void {
    for (const held of [...this.held.values()]) {
      held.released = true;
      if (held.state === 'running') continue;
      clearTimeout(held.timer);
      this.giveBack(held, redeliver);
    }
  }

  /** The deliveries belong to a deleted stream. */
  disown(): void {
    this.release(false);
    for (const held of this.held.values()) held.deliveries.clear();
  }

  /** Resolves when nothing runs any more. */
  idle(): Promise<void> {
    if (!this.running) return Promise.resolve();
    return new Promise((resolve) => (this.whenIdle = resolve));
  }

  /** Reports to the server that the events in hand are in progress. */
  stillWorking(): void {
    for (const held of this.held.values()) for (const message of held.deliveries.values()) message.working();
  }

  /** Starts what may start; called again when `mayStart` may have changed. */
  pump(): void {
    if (!this.opened || !this.mayStart()) return;
    const most = this.concurrency();
    for (const subject of this.ready) {
      if (this.running >= most) return;
      const head = this.lines.get(subject)?.[0];
      if (!head || head.state === 'running' || head.state === 'waiting') this.ready.delete(subject);
      // One suspect at a time, so that a death is counted against the one that caused it.
      else if (!head.suspect || !this.suspectRuns) {
        this.ready.delete(subject);
        void this.start(head);
      }
    }
  }

  private async start(held: Held): Promise<void> {
    held.state = 'running';
    this.running += 1;
    const suspect = held.suspect;
    if (suspect) this.suspectRuns = true;
    const outcome = await this.handle(held);
    this.running -= 1;
    if (suspect) {
      this.suspectRuns = false;
      held.suspect = false;
    }
    if (outcome === 'done') {
      for (const message of held.deliveries.values()) message.ack();
      this.remove(held);
    } else if (held.released) this.giveBack(held, true);
    else this.wait(held, outcome.againInMs);
    this.ready.add(held.event.subject);
    if (!this.running) this.whenIdle?.();
    this.pump();
  }

  private giveBack(held: Held, redeliver: boolean): void {
    if (redeliver) for (const message of held.deliveries.values()) message.nak();
    this.remove(held);
  }

  private wait(held: Held, ms: number): void {
    held.state = 'waiting';
    held.timer = setTimeout(() => {
      held.state = 'queued';
      this.ready.add(held.event.subject);
      this.pump();
    }, ms);
  }

  private remove(held: Held): void {
    this.held.delete(held.event.id);
    const line = this.lines.get(held.event.subject);
    if (!line) return;
    line.splice(line.indexOf(held), 1);
    if (!line.length) this.lines.delete(held.event.subject);
  }
}

/** By the aggregate's sequence, but never before one that has started. */
function insert(line: Held[], held: Held): void {
  let place = line.length;
  while (place > 0) {
    const before = line[place - 1]!;
    if (before.state !== 'queued' || Number(before.event.sequence) <= Number(held.event.sequence)) break;
    place -= 1;
  }
  line.splice(place, 0, held);
}
