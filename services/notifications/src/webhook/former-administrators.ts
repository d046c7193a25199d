import type { EventData } from '@carrel/contracts';
import { Clock } from '@carrel/kernel';
import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { Owner } from './domain/endpoint.js';
import { WebhookDeliveries } from './persistence/deliveries.js';
import { Endpoints } from './persistence/endpoints.js';

/** Switches endpoints off that were set by somebody who administers their owner no more (B40). */
@Injectable()
export class FormerAdministrators {
  constructor(
    private readonly endpoints: Endpoints,
    private readonly deliveries: WebhookDeliveries,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  account(account: EventData<'account.updated.v1'>): Promise<void> {
    return this.endWithout(account.accountId, (owner) => administers(account, owner));
  }

  /** A service account that was revoked. */
  program(id: string): Promise<void> {
    return this.endWithout(id, () => false);
  }

  private async endWithout(setBy: string, stillManages: (owner: Owner) => boolean): Promise<void> {
    for (const { id, owner } of await this.endpoints.setBy(setBy)) {
      if (stillManages(owner)) continue;
      await this.transactions.run((tx) =>
        this.endpoints.change(tx, id, async (endpoint) => {
          const now = this.clock.now();
          if (endpoint.loseTrustIn(setBy, now)) await this.deliveries.bury(tx, id, now);
        }),
      );
    }
  }
}

function administers(account: EventData<'account.updated.v1'>, { kind, id }: Owner): boolean {
  if (!account.active) return false;
  if (kind === 'institution')
    return account.institutionId === id && account.roles.includes('institution-admin');
  return account.groupRoles.some(({ groupId, role }) => groupId === id && role === 'group-admin');
}
