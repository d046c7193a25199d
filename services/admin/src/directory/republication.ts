import { Injectable } from '@nestjs/common';
import { Clock, type Aggregate } from '@carrel/kernel';
import { Job, Transactions } from '@carrel/messaging';
import { Accounts } from '../registry/persistence/accounts.repository.js';
import { mustOperate, type Actor } from '../shared/domain/authority.js';
import { Groups } from '../registry/persistence/groups.repository.js';
import { Institutions } from '../registry/persistence/institutions.repository.js';
import { Memberships } from '../membership/persistence/memberships.repository.js';
import { ServiceAccounts } from '../service-account/persistence/service-accounts.repository.js';
import { Settings } from '../setting/persistence/settings.repository.js';

const job = 'republish-directory';
const batch = 200;

/** Republishes all state, for projections that are rebuilt (B2). */
@Injectable()
export class Republication {
  constructor(
    private readonly groups: Groups,
    private readonly institutions: Institutions,
    private readonly memberships: Memberships,
    private readonly accounts: Accounts,
    private readonly settings: Settings,
    private readonly serviceAccounts: ServiceAccounts,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Concurrent calls run it once. @returns how many events there are to publish. */
  async ask(): Promise<number> {
    await this.transactions.run((tx) => tx.job(job, {}, { key: job }));
    const counts = await Promise.all(this.everything.map((aggregates) => aggregates.count()));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  askBy(by: Actor): Promise<number> {
    mustOperate(by);
    return this.ask();
  }

  /** In batches, so that no lock is held for long; publishing twice does no harm. */
  @Job(job)
  async republish(): Promise<void> {
    for (const aggregates of this.everything) {
      await aggregates.each(batch, (aggregate) =>
        aggregate.restate(() => aggregate.announce(this.clock.now())),
      );
    }
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
  each(batch: number, decide: (aggregate: Announces) => void): Promise<number>;
}
