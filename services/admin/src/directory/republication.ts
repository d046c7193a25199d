import { Injectable } from '@nestjs/common';
import { Clock, type Aggregate } from '@carrel/kernel';
import type { Transaction } from '@carrel/messaging';
import type { Rebuilder } from '@carrel/web';
import { Accounts } from '../registry/persistence/accounts.repository.js';
import { Groups } from '../registry/persistence/groups.repository.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';
import { Memberships } from '../membership/persistence/memberships.repository.js';
import { ServiceAccounts } from '../service-account/persistence/service-accounts.repository.js';
import { firstId } from '../shared/persistence/aggregates.js';
import { Settings } from '../setting/persistence/settings.repository.js';

const batch = 200;

/** Republishes all state, for projections that are rebuilt (B2); publishing twice does no harm. */
@Injectable()
export class Republication implements Rebuilder {
  constructor(
    private readonly groups: Groups,
    private readonly institutions: Institutions,
    private readonly memberships: Memberships,
    private readonly accounts: Accounts,
    private readonly settings: Settings,
    private readonly serviceAccounts: ServiceAccounts,
    private readonly clock: Clock,
  ) {}

  async total(): Promise<number> {
    const counts = await Promise.all(this.everything.map((aggregates) => aggregates.count()));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** The place is which of the six it is at, and after which id. */
  async next(_tx: Transaction, place: string | null): Promise<{ done: number; place: string | null }> {
    const { everything } = this;
    const [at, after] = place === null ? [0, firstId] : (JSON.parse(place) as [number, string]);
    const ids = await everything[at]!.batch(after, batch, (aggregate) =>
      aggregate.restate(() => aggregate.announce(this.clock.now())),
    );
    const more = ids.length === batch ? [at, ids.at(-1)] : [at + 1, firstId];
    return { done: ids.length, place: more[0] === everything.length ? null : JSON.stringify(more) };
  }

  private get everything(): Announcing[] {
    return [
      this.groups,
      this.institutions,
      this.memberships,
      this.accounts,
      this.settings,
      this.serviceAccounts,
    ] as never;
  }
}

type Announces = Aggregate & { announce(now: Date): void };

/** The part of the six repositories that republishing needs. */
interface Announcing {
  count(): Promise<number>;
  batch(after: string, most: number, decide: (aggregate: Announces) => void): Promise<string[]>;
}
