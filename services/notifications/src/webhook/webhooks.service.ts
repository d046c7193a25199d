import { randomBytes } from 'node:crypto';
import type { EventName, GroupRole, InstitutionRole } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Clock, NotFound } from '@carrel/kernel';
import { newId, Transactions, type Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { WebhookDeliverer } from './webhook-deliverer.js';
import { WebhookEndpoint, type Owner } from './domain/endpoint.js';
import { NotAnAdministrator, ReplayTooOld, TooManyEndpoints, UrlNotAllowed } from './domain/refusals.js';
import { WebhookAddresses } from './webhook-addresses.js';
import type { DeliveryRow, DeliveryStatus } from './domain/delivery.js';
import { WebhookDeliveries } from './persistence/deliveries.js';
import { Endpoints } from './persistence/endpoints.js';
import { replayJob } from './replaying.js';

const mostEndpoints = 20;
const longestReplayMs = 90 * 86_400_000;

/** Whoever manages endpoints: an administrator, or a service account of the owner's own. */
export interface Manager {
  readonly accountId: string;
  readonly institutionId: string;
  readonly roles: readonly InstitutionRole[];
  readonly groupRoles: readonly { readonly groupId: string; readonly role: GroupRole }[];
  readonly owner?: Owner;
}
export interface WebhookInput {
  url: string;
  description: string;
  events: readonly EventName[] | null;
  enabled: boolean;
}
export interface WithCounts {
  endpoint: WebhookEndpoint;
  queued: number;
  dead: number;
}

@Injectable()
export class WebhooksService {
  constructor(
    private readonly endpoints: Endpoints,
    private readonly deliveries: WebhookDeliveries,
    private readonly delivering: WebhookDeliverer,
    private readonly outside: WebhookAddresses,
    private readonly directory: Directory,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async create(
    owner: Owner,
    input: WebhookInput,
    by: Manager,
  ): Promise<{ found: WithCounts; secret: string }> {
    mustManage(owner, by);
    this.mustBeOutside(input.url);
    const id = newId();
    const secret = newWebhookSecret();
    const sealed = this.delivering.sealed(secret, id);
    const endpoint = WebhookEndpoint.create(id, owner, input, sealed, by.accountId, this.clock.now());
    await this.transactions.run(async (tx) => {
      if ((await this.endpoints.countOf(tx, owner)) >= mostEndpoints)
        throw new TooManyEndpoints(mostEndpoints);
      await this.endpoints.add(tx, endpoint);
    });
    return { found: { endpoint, queued: 0, dead: 0 }, secret };
  }

  async of(owner: Owner, by: Manager): Promise<WithCounts[]> {
    mustManage(owner, by);
    const endpoints = await this.endpoints.of(owner);
    return Promise.all(endpoints.map((endpoint) => this.counted(endpoint)));
  }

  async get(id: string, by: Manager): Promise<WithCounts> {
    return this.counted(mustKnow(await this.endpoints.get(id), by));
  }

  async change(id: string, input: WebhookInput, by: Manager): Promise<WithCounts> {
    await this.decide(id, by, async (endpoint, tx) => {
      this.mustBeOutside(input.url);
      // What waited is not sent after all: a dead letter goes out again only when somebody asks for it.
      if (input.enabled !== endpoint.enabled) await this.deliveries.bury(tx, id, this.clock.now());
      endpoint.change(input, by.accountId);
      await this.delivering.wake(tx, id);
    });
    return this.get(id, by);
  }

  remove(id: string, by: Manager): Promise<void> {
    return this.transactions.run(async (tx) => {
      await this.endpoints.change(tx, id, (endpoint) => mustKnow(endpoint, by));
      await this.endpoints.remove(tx, id);
    });
  }

  async rotate(id: string, leaked: boolean, by: Manager): Promise<{ found: WithCounts; secret: string }> {
    const secret = newWebhookSecret();
    const sealed = this.delivering.sealed(secret, id);
    await this.decide(id, by, (endpoint) => endpoint.rotate(sealed, leaked, this.clock.now()));
    return { found: await this.get(id, by), secret };
  }

  test(id: string, by: Manager): Promise<void> {
    return this.decide(id, by, async (endpoint, tx) => {
      endpoint.test(this.clock.now());
      // What waits goes before it.
      await this.delivering.wake(tx, id);
    });
  }

  async deliveriesOf(
    id: string,
    by: Manager,
    wanted: { status?: DeliveryStatus | undefined; after?: string | undefined; limit: number },
  ): Promise<DeliveryRow[]> {
    mustKnow(await this.endpoints.get(id), by);
    return this.deliveries.list(id, wanted.status, wanted.after, wanted.limit);
  }

  /** One dead letter, or all of them, behind what waits; answers how many. */
  revive(id: string, deliveryId: string | null, by: Manager): Promise<number> {
    return this.decide(id, by, async (endpoint, tx) => {
      endpoint.tryAtOnce();
      const count = await this.deliveries.revive(tx, id, deliveryId, this.clock.now());
      if (deliveryId !== null && count === 0) throw new NotFound('dead letter');
      await this.delivering.wake(tx, id);
      return count;
    });
  }

  /** Everything since then once more, under the same ids, behind what waits. */
  replay(id: string, from: Date, by: Manager): Promise<void> {
    const now = this.clock.now();
    const age = now.getTime() - from.getTime();
    if (!(age >= 0 && age <= longestReplayMs)) throw new ReplayTooOld();
    return this.decide(id, by, async (endpoint, tx) => {
      endpoint.mustBeEnabled();
      const groupId = await this.feedOf(endpoint.owner);
      await tx.job(
        ...replayJob({ endpointId: id, groupId, from: from.toISOString(), until: now.toISOString() }),
      );
    });
  }

  private async feedOf({ kind, id }: Owner): Promise<string> {
    if (kind === 'group') return id;
    const library = await this.directory.institution(id);
    if (!library) throw new NotFound('library');
    return library.subscriptionGroupId;
  }

  private decide<T>(
    id: string,
    by: Manager,
    decide: (endpoint: WebhookEndpoint, tx: Transaction) => T | Promise<T>,
  ): Promise<T> {
    return this.transactions.run((tx) =>
      this.endpoints.change(tx, id, (endpoint) => decide(mustKnow(endpoint, by), tx)),
    );
  }

  private async counted(endpoint: WebhookEndpoint): Promise<WithCounts> {
    return { endpoint, ...(await this.deliveries.counts(endpoint.id)) };
  }

  private mustBeOutside(address: string): void {
    const fault = URL.canParse(address) ? this.outside.faultOf(new URL(address)) : 'it is no address';
    if (fault) throw new UrlNotAllowed(fault);
  }
}

/** As the Standard Webhooks specification writes symmetric secrets: 256 random bits. */
const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

function manages({ kind, id }: Owner, by: Manager): boolean {
  if (by.owner) return by.owner.kind === kind && by.owner.id === id;
  if (kind === 'institution') return by.institutionId === id && by.roles.includes('institution-admin');
  return by.groupRoles.some((held) => held.groupId === id && held.role === 'group-admin');
}

function mustManage(owner: Owner, by: Manager): void {
  if (!manages(owner, by)) throw new NotAnAdministrator();
}

/** Others' endpoints answer like missing ones. */
function mustKnow(endpoint: WebhookEndpoint, by: Manager): WebhookEndpoint {
  if (!manages(endpoint.owner, by)) throw new NotFound('webhook endpoint');
  return endpoint;
}
