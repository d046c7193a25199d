import type { EventEnvelope } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Job, Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import { ReferralRunner } from './referral-runner.js';
import { ReferralsQueries } from './persistence/referrals.queries.js';

const AT_ONCE = 100;

/** Receivers that are gone: a deactivated expert (row 49), a closed library (row 51). */
@Injectable()
export class ReceiversService {
  constructor(
    private readonly queries: ReferralsQueries,
    private readonly directory: Directory,
    private readonly carryingOut: ReferralRunner,
    private readonly transactions: Transactions,
  ) {}

  /** There may be many, so a job processes them in batches. */
  async accountGone(event: EventEnvelope<'account.deactivated.v1'>): Promise<void> {
    const { accountId } = event.data;
    await this.transactions.runOnce(event, (tx) =>
      tx.job('return-from-expert', { accountId }, { key: `return-from-expert:${accountId}` }),
    );
  }

  async institutionGone(event: EventEnvelope<'institution.updated.v1'>): Promise<void> {
    const { institutionId, profileStatus } = event.data;
    if (profileStatus !== 'closed') return;
    await this.transactions.runOnce(event, (tx) =>
      tx.job('return-from-library', { institutionId }, { key: `return-from-library:${institutionId}` }),
    );
  }

  /** A team stays as long as one member is active. */
  @Job('return-from-expert')
  async returnFromExpert({ accountId }: { accountId: string }): Promise<void> {
    await this.eachOf(
      (after) => this.queries.openToExpert(accountId, after, AT_ONCE),
      async ({ expertAccountIds }) => {
        const accounts = await Promise.all(expertAccountIds.map((id) => this.directory.account(id)));
        return !accounts.some((account) => account?.active && account.id !== accountId);
      },
    );
  }

  @Job('return-from-library')
  async returnFromLibrary({ institutionId }: { institutionId: string }): Promise<void> {
    await this.eachOf(
      (after) => this.queries.openTo(institutionId, after, AT_ONCE),
      () => Promise.resolve(true),
    );
  }

  private async eachOf(
    page: (after: string | undefined) => Promise<{ id: string; expertAccountIds: string[] }[]>,
    gone: (referral: { expertAccountIds: string[] }) => Promise<boolean>,
  ): Promise<void> {
    for (let after: string | undefined; ;) {
      const rows = await page(after);
      for (const row of rows) if (await gone(row)) await this.carryingOut.receiverGone(row.id);
      if (rows.length < AT_ONCE) return;
      after = rows.at(-1)!.id;
    }
  }
}
