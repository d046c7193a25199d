import { Inject, Injectable, Logger } from '@nestjs/common';
import { DeadLetters } from './dead-letters.js';
import { causeOf, isUnavailable, isHopeless } from './event-handlers.js';
import type { Held, Outcome } from './intake.js';
import { metrics } from './metrics.js';
import { SETTINGS, type Settings } from './options.js';
import { EventAttempts } from './event-attempts.js';

const LONGEST_UNAVAILABLE_MS = 24 * 3_600_000;
const DONE: Outcome = 'done';

/** This process may not handle the event any more: another replica leads. */
export class LeadLost extends Error {}

/** Runs an event's handlers, counts failures, and makes it a dead letter after the last attempt. */
@Injectable()
export class Handling {
  private readonly log = new Logger(Handling.name);

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly tries: EventAttempts,
    private readonly deadLetters: DeadLetters,
  ) {}

  async try(held: Held, handle: () => Promise<unknown>): Promise<Outcome> {
    const { event } = held;
    try {
      if (held.counted) {
        const { tries } = await this.tries.begin(event.id);
        if (tries > this.most) {
          return await this.giveUp(held, this.most, held.lastCause ?? 'every process that handled it died');
        }
      }
    } catch (error) {
      return this.later(held, error);
    }
    let failure: unknown;
    try {
      await handle();
      this.count(held, 'handled');
      // Left behind after a failure here, the row is only a count, cleaned up later.
      if (held.counted) await this.tries.forget(event.id).catch(() => undefined);
      return DONE;
    } catch (error) {
      failure = error;
    }
    if (failure instanceof LeadLost) return this.later(held, failure);
    try {
      return await this.failed(held, failure);
    } catch (error) {
      return this.later(held, error);
    }
  }

  private get most(): number {
    return this.settings.retryDelaysMs.length + 1;
  }

  private async failed(held: Held, failure: unknown): Promise<Outcome> {
    const { event } = held;
    const cause = causeOf(failure);
    if (isUnavailable(failure)) {
      const { forMs } = await this.tries.forgive(event.id);
      held.counted = true;
      this.count(held, 'away');
      if (forMs > LONGEST_UNAVAILABLE_MS) return this.giveUp(held, held.unavailableTries, cause);
      return this.later(held, failure);
    }
    const { tries } = await this.tries.present(event.id);
    held.counted = true;
    held.unavailableTries = 0;
    held.lastCause = cause;
    if (tries >= this.most || isHopeless(failure)) return this.giveUp(held, tries, cause);
    this.count(held, 'failed');
    this.log.warn(`${event.type} ${event.id} failed, try ${tries} of ${this.most}: ${cause}`);
    return { againInMs: this.settings.retryDelaysMs[tries - 1] ?? 0 };
  }

  /** Not the event's fault: retried without counting. */
  private later(held: Held, reason: unknown): Outcome {
    const delays = this.settings.unavailableDelaysMs;
    const againInMs = delays[Math.min(held.unavailableTries, delays.length - 1)] ?? 1_000;
    held.unavailableTries += 1;
    if (held.unavailableTries === 1)
      this.log.warn(`${held.event.type} ${held.event.id} waits: ${String(reason)}`);
    return { againInMs };
  }

  private async giveUp(held: Held, tries: number, cause: string): Promise<Outcome> {
    await this.deadLetters.add(held.event, cause, tries);
    this.count(held, 'dead');
    this.log.error(`${held.event.type} ${held.event.id} is a dead letter after ${tries} tries: ${cause}`);
    return DONE;
  }

  private count(held: Held, outcome: string): void {
    metrics.handled.inc({ service: this.settings.service, event: held.event.type, outcome });
  }
}
