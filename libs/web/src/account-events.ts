import { subjectOf, type EventData, type EventEnvelope, type EventName } from '@carrel/contracts';
import { JetStreamServer } from '@carrel/messaging';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

export interface AccountChange {
  readonly account: EventData<'account.updated.v1'>;
  readonly at: number;
}

/** What this needs of a connection to NATS. */
interface Listening {
  subscribe(
    subject: string,
    options: { callback: (error: unknown, message: { json<T>(): T }) => void },
  ): { unsubscribe(): void };
}

const subject = subjectOf('account.updated.v1').replace(/\.updated\.v1$/, '.>');
const revoked = subjectOf('service-account.revoked.v1');
const signInEnded = subjectOf('sign-in.ended.v1');

/**
 * Overhears admin's account events as they pass, on every replica and without remembering a place: what is
 * missed costs at most the time an identity is remembered. Listens once NATS is there, however late.
 */
@Injectable()
export class AccountEvents implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly listeners = new Set<(change: AccountChange) => void>();
  private readonly ofRevoked = new Set<(id: string) => void>();
  private readonly ofEnded = new Set<(signInId: string) => void>();
  private subscriptions: { unsubscribe(): void }[] = [];
  private trying: NodeJS.Timeout | undefined;

  constructor(private readonly server: JetStreamServer) {}

  onApplicationBootstrap(): void {
    this.listen();
    this.trying = setInterval(() => this.listen(), 250);
    this.trying.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.trying);
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }

  onChange(listener: (change: AccountChange) => void): void {
    this.listeners.add(listener);
  }

  onServiceAccountRevoked(listener: (id: string) => void): void {
    this.ofRevoked.add(listener);
  }

  onSignInEnded(listener: (signInId: string) => void): void {
    this.ofEnded.add(listener);
  }

  private listen(): void {
    const connection = this.server.unwrap<Listening | undefined>();
    if (!connection) return;
    clearInterval(this.trying);
    const subscribe = (subject: string, deliver: (message: { json<T>(): T }) => void) =>
      connection.subscribe(subject, {
        callback: (error, message) => {
          if (!error) deliver(message);
        },
      });
    this.subscriptions = [
      subscribe(subject, (message) => this.notifyChanged(message)),
      subscribe(revoked, (message) => this.notifyRevoked(message)),
      subscribe(signInEnded, (message) => this.notifyEnded(message)),
    ];
  }

  private notifyChanged(message: { json<T>(): T }): void {
    const change = read(message);
    if (change) for (const listener of this.listeners) listener(change);
  }

  private notifyEnded(message: { json<T>(): T }): void {
    const id = idIn<'sign-in.ended.v1'>(message, 'signInId');
    if (id) for (const listener of this.ofEnded) listener(id);
  }

  private notifyRevoked(message: { json<T>(): T }): void {
    const id = idIn<'service-account.revoked.v1'>(message, 'serviceAccountId');
    if (id) for (const listener of this.ofRevoked) listener(id);
  }
}

/** The id that an event's payload carries in this field; undefined for a message that is no such event. */
function idIn<N extends EventName>(message: { json<T>(): T }, field: keyof EventData<N>): string | undefined {
  try {
    const id: unknown = message.json<EventEnvelope<N>>().data?.[field];
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}

function read(message: { json<T>(): T }): AccountChange | undefined {
  try {
    const { data, time } = message.json<EventEnvelope<'account.updated.v1'>>();
    // Events of an account that do not carry its state (an invitation) pass by on the same subjects.
    const hasState = typeof data?.accountId === 'string' && typeof data.active === 'boolean';
    return hasState ? { account: data, at: Date.parse(time) } : undefined;
  } catch {
    return undefined;
  }
}
