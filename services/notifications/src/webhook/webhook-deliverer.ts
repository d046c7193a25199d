import type { AnyEvent } from '@carrel/contracts';
import { Clock } from '@carrel/kernel';
import { Job, Transactions, type Transaction } from '@carrel/messaging';
import { Seal } from '@carrel/web';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Audience } from '../feed/domain/audience.js';
import { Dispatcher, type Outlet } from '../feed/dispatcher.js';
import { WEBHOOK_CONFIG, type WebhookConfig } from './config.js';
import { leaseFor, longestMs, type WebhookEndpoint } from './domain/endpoint.js';
import { WebhookDeliveries, type Next } from './persistence/deliveries.js';
import { Endpoints } from './persistence/endpoints.js';
import { WebhookSender, type Answer } from './sender.js';

const job = 'webhook';
const keyOf = (endpointId: string): string => `webhook:${endpointId}`;
/** Deliveries of one run, and how long it goes on beginning others; then other endpoints have their turn. */
const mostInARun = 100;
const longestRunMs = 2_000;

interface Begun {
  target: { url: string; secrets: string[] };
  delivery: Next;
  since: Date;
}

/**
 * Delivers each endpoint's events one after the other, each until it is taken or a day old. One that fails holds what is
 * behind it at that endpoint and nothing elsewhere (F25).
 */
@Injectable()
export class WebhookDeliverer implements Outlet, OnModuleInit {
  private readonly seal: Seal;
  private readonly leaseMs: number;

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly endpoints: Endpoints,
    private readonly deliveries: WebhookDeliveries,
    private readonly sender: WebhookSender,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(WEBHOOK_CONFIG) config: WebhookConfig,
  ) {
    this.seal = new Seal(config.secrets, 'webhook secrets');
    this.leaseMs = leaseFor(config.timeoutMs);
  }

  onModuleInit(): void {
    this.dispatcher.add(this);
  }

  sealed(secret: string, endpointId: string): string {
    return this.seal.close(secret, endpointId);
  }

  /** Seals the endpoints' secrets under the secret that is now the first. Answers how many endpoints. */
  async renewSeals(): Promise<number> {
    const ids = await this.endpoints.ids();
    for (const id of ids)
      await this.transactions
        .run((tx) =>
          this.endpoints.change(tx, id, (endpoint) =>
            endpoint.renewSecrets((sealed) => this.seal.renew(sealed, id)),
          ),
        )
        .catch(gone);
    return ids.length;
  }

  async offer(tx: Transaction, event: AnyEvent, { institutions, groups }: Audience): Promise<void> {
    for (const endpoint of await this.endpoints.heldOf(tx, [...institutions, ...groups])) {
      if (endpoint.wants(event)) await this.queue(tx, endpoint, event);
    }
  }

  async queue(tx: Transaction, endpoint: WebhookEndpoint, event: AnyEvent): Promise<void> {
    await this.deliveries.queue(tx, endpoint.id, event, this.clock.now());
    await this.wake(tx, endpoint.id);
  }

  wake(tx: Transaction, endpointId: string, runAt?: Date): Promise<void> {
    const options = { key: keyOf(endpointId), ...(runAt ? { runAt } : {}) };
    return tx.job(job, { endpointId }, options);
  }

  @Job(job, { queue: 'webhooks' })
  async run({ endpointId }: { endpointId: string }): Promise<void> {
    const until = this.clock.now().getTime() + longestRunMs;
    for (let n = 0; n < mostInARun && this.clock.now().getTime() <= until; n += 1)
      if (!(await this.deliverNext(endpointId))) return;
    await this.transactions.run((tx) => this.wake(tx, endpointId));
  }

  @Job('webhook-upkeep', { cron: '41 * * * *' })
  async forget(): Promise<void> {
    await this.deliveries.forget(this.clock.now());
  }

  /** Answers whether there may be more to deliver now. */
  private async deliverNext(endpointId: string): Promise<boolean> {
    const begun = await this.transactions.run((tx) => this.begin(tx, endpointId)).catch(gone);
    if (!begun) return false;
    const { delivery, target } = begun;
    const answer = await this.sender.send(
      target,
      { id: delivery.eventId, body: delivery.body },
      this.clock.now(),
    );
    const finish = (tx: Transaction) => this.finish(tx, endpointId, begun, answer);
    return (await this.transactions.runPatiently(finish).catch(gone)) ?? false;
  }

  private begin(tx: Transaction, endpointId: string): Promise<Begun | undefined> {
    return this.endpoints.change(tx, endpointId, async (endpoint) => {
      const now = this.clock.now();
      if (!endpoint.enabled) return undefined;
      if ((await this.endpoints.present(tx, [endpoint.ownerId])).length === 0) return undefined;
      const delivery = await this.deliveries.next(tx, endpointId);
      if (!delivery) return undefined;
      const busyUntil = endpoint.busyUntil(now, this.leaseMs);
      if (busyUntil) {
        await this.wake(tx, endpointId, busyUntil);
        return undefined;
      }
      // Looked after again should this process die meanwhile.
      await this.wake(tx, endpointId, endpoint.begin(now, this.leaseMs));
      const secrets = endpoint.secretsAt(now).map((secret) => this.seal.open(secret, endpointId));
      return { target: { url: endpoint.url, secrets }, delivery, since: now };
    });
  }

  private finish(tx: Transaction, endpointId: string, begun: Begun, answer: Answer): Promise<boolean> {
    return this.endpoints.change(tx, endpointId, async (endpoint) => {
      // Taken over meanwhile, switched off or moved elsewhere: that one's word counts.
      if (endpoint.tryingSince?.getTime() !== begun.since.getTime()) return false;
      const now = this.clock.now();
      const { id, queuedAt } = begun.delivery;
      const said = { lastStatus: answer.status, lastError: answer.error };
      const taken = answer.status !== null && answer.status >= 200 && answer.status < 300;
      if (taken) {
        await this.deliveries.tried(tx, id, { ...said, status: 'delivered' }, now);
        endpoint.succeeded();
        return true;
      }
      const tooOld = now.getTime() - queuedAt.getTime() >= longestMs;
      await this.deliveries.tried(tx, id, { ...said, status: tooOld ? 'dead' : 'queued' }, now);
      if (endpoint.failed(answer.status === 410, now)) await this.deliveries.bury(tx, endpointId, now);
      else await this.wake(tx, endpointId, endpoint.nextTryAt!);
      return false;
    });
  }
}

/** The endpoint was removed meanwhile. */
function gone(error: unknown): undefined {
  if (error instanceof Error && error.name === 'NotFound') return undefined;
  throw error;
}
