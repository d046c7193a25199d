import type { EventData, EventName } from '@carrel/contracts';
import { Aggregate } from '@carrel/kernel';
import { EndpointDisabled } from './refusals.js';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Milliseconds before each further try of a failing endpoint; the last repeats until the events are a day old. */
export const gapsMs: readonly number[] = [
  ...[5 * second, 30 * second, 2 * minute, 5 * minute, 10 * minute, 20 * minute, 30 * minute],
];
/** An event that could not be delivered for this long becomes a dead letter (F25). */
export const longestMs = day;
/** An endpoint that takes nothing for this long is switched off. */
export const hopelessMs = 5 * day;
/** How long the secret before the last signs too. */
export const overlapMs = day;
/** Deliveries in flight die with their process; another takes over once the slowest of answers would be there. */
export const leaseFor = (timeoutMs: number): number => 4 * timeoutMs;

export interface Owner {
  readonly kind: 'institution' | 'group';
  readonly id: string;
}
export type DisabledBecause = 'by-hand' | 'failing' | 'gone' | 'no-administrator';

/** Where one library or group gets events by HTTP, and whether deliveries succeed. */
export class WebhookEndpoint extends Aggregate {
  ownerKind!: Owner['kind'];
  ownerId!: string;
  url!: string;
  description!: string;
  /** Null: every event. */
  events!: EventName[] | null;
  enabled!: boolean;
  disabledBecause!: DisabledBecause | null;
  /** Sealed; never shown again. */
  secret!: string;
  previousSecret!: string | null;
  previousUntil!: Date | null;
  failures!: number;
  failingSince!: Date | null;
  nextTryAt!: Date | null;
  /** Set while a delivery is under way: found long past, its process died. */
  tryingSince!: Date | null;
  createdAt!: Date;
  /** Which account said where it leads; null where nobody knows any more. */
  setBy!: string | null;

  static create(
    id: string,
    owner: Owner,
    input: { url: string; description: string; events: readonly EventName[] | null; enabled: boolean },
    secret: string,
    by: string,
    now: Date,
  ): WebhookEndpoint {
    return Object.assign(new WebhookEndpoint(), {
      id,
      ownerKind: owner.kind,
      ownerId: owner.id,
      url: input.url,
      description: input.description,
      events: input.events && [...input.events],
      enabled: input.enabled,
      disabledBecause: input.enabled ? null : 'by-hand',
      secret,
      previousSecret: null,
      previousUntil: null,
      failures: 0,
      failingSince: null,
      nextTryAt: null,
      tryingSince: null,
      createdAt: now,
      setBy: by,
    } satisfies Partial<WebhookEndpoint>);
  }

  get owner(): Owner {
    return { kind: this.ownerKind, id: this.ownerId };
  }

  change(
    input: {
      url: string;
      description: string;
      events: readonly EventName[] | null;
      enabled: boolean;
    },
    by: string,
  ): void {
    // Whoever switches it on again answers for where it leads.
    if (input.url !== this.url || (input.enabled && !this.enabled)) this.setBy = by;
    if (input.enabled !== this.enabled || input.url !== this.url) this.startOver();
    this.url = input.url;
    this.description = input.description;
    this.events = input.events && [...input.events];
    this.enabled = input.enabled;
    this.disabledBecause = input.enabled ? null : (this.disabledBecause ?? 'by-hand');
  }

  rotate(secret: string, leaked: boolean, now: Date): void {
    this.previousSecret = leaked ? null : this.secret;
    this.previousUntil = leaked ? null : new Date(now.getTime() + overlapMs);
    this.secret = secret;
  }

  /** The same secrets under another key. */
  renewSecrets(renew: (sealed: string) => string): void {
    this.secret = renew(this.secret);
    this.previousSecret &&= renew(this.previousSecret);
  }

  /** Both while two are good: receivers take a message that either signs. */
  secretsAt(now: Date): string[] {
    const both = this.previousSecret !== null && this.previousUntil !== null && this.previousUntil > now;
    return both ? [this.secret, this.previousSecret!] : [this.secret];
  }

  /** A test is for the endpoint it was asked for, whatever events it subscribes to. */
  wants({ type, subject }: { type: EventName; subject: string }): boolean {
    if (!this.enabled) return false;
    if (type === 'webhook.tested.v1') return subject === this.id;
    return this.events === null || this.events.includes(type);
  }

  /** Sends an event of its own the whole way that others go. */
  test(now: Date): void {
    this.tryAtOnce();
    this.record('webhook.tested.v1', this.facts(), now);
  }

  /** Somebody who has mended the receiver waits for what becomes of it: the next try is now, whatever failed before. */
  tryAtOnce(): void {
    this.mustBeEnabled();
    this.nextTryAt = null;
  }

  mustBeEnabled(): void {
    if (!this.enabled) throw new EndpointDisabled();
  }

  /** When somebody may try next: null for now. */
  busyUntil(now: Date, leaseMs: number): Date | null {
    const lease = this.tryingSince && new Date(this.tryingSince.getTime() + leaseMs);
    if (lease && lease > now) return lease;
    return this.nextTryAt && this.nextTryAt > now ? this.nextTryAt : null;
  }

  /** A delivery is under way; answers when to look whether it ever came to an end. */
  begin(now: Date, leaseMs: number): Date {
    this.tryingSince = now;
    return new Date(now.getTime() + leaseMs);
  }

  succeeded(): void {
    this.startOver();
  }

  /** The endpoint waits, and with it everything behind; answers whether it is given up. */
  failed(gone: boolean, now: Date): boolean {
    this.tryingSince = null;
    this.failingSince ??= now;
    const gap = gapsMs[Math.min(this.failures, gapsMs.length - 1)]!;
    this.failures += 1;
    this.nextTryAt = new Date(now.getTime() + gap);
    const hopeless = now.getTime() - this.failingSince.getTime() >= hopelessMs;
    if (!gone && !hopeless) return false;
    this.enabled = false;
    const because = gone ? ('gone' as const) : ('failing' as const);
    this.disabledBecause = because;
    this.nextTryAt = null;
    this.record('webhook.disabled.v1', { ...this.facts(), because }, now);
    return true;
  }

  /** Whoever said where it leads manages its owner no more. @returns whether it is switched off by that */
  disableIfSetBy(setBy: string, now: Date): boolean {
    if (!this.enabled || this.setBy !== setBy) return false;
    this.enabled = false;
    this.disabledBecause = 'no-administrator';
    this.startOver();
    // The published event knows no third reason; the endpoint itself says this one.
    this.record('webhook.disabled.v1', { ...this.facts(), because: 'gone' }, now);
    return true;
  }

  private facts(): EventData<'webhook.tested.v1'> {
    return { endpointId: this.id, owner: this.owner };
  }

  private startOver(): void {
    this.failures = 0;
    this.failingSince = null;
    this.nextTryAt = null;
    this.tryingSince = null;
  }
}
