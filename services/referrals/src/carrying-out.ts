import { requests } from '@carrel/contracts';
import { Clock, PartAway, PassedOn } from '@carrel/kernel';
import { Job, Requests, Transactions, type Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { Referral } from './domain/referral.js';
import { Commands } from './persistence/commands.repository.js';
import { Referrals } from './persistence/referrals.repository.js';

/** How long a caller's own try has before the recovery job takes over. */
const GRACE_MS = 10_000;
const KEYS_KEPT_MS = 7 * 24 * 3_600_000;

/**
 * The step in another service (B3): what is to be done is committed first, then questions is asked, then its
 * word is recorded. A crash or silence in between is finished by the job; questions knows the referral's id.
 */
@Injectable()
export class CarryingOut {
  constructor(
    private readonly referrals: Referrals,
    private readonly commands: Commands,
    private readonly requests: Requests,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** In the transaction that records what is to be done: the job that does it if nobody else does. */
  async promise(tx: Transaction, step: 'make-referral' | 'end-referral', referralId: string): Promise<void> {
    const runAt = new Date(this.clock.now().getTime() + GRACE_MS);
    await tx.job(step, { referralId }, { key: `${step}:${referralId}`, runAt });
  }

  @Job('make-referral')
  async make({ referralId }: { referralId: string }): Promise<Referral> {
    const asked = await this.referrals.get(referralId);
    if (asked.status !== 'asked') return asked;
    const no = await this.refusalOf(() =>
      this.requests.ask(requests.refer, {
        referralId,
        questionId: asked.questionId,
        senderInstitutionId: asked.senderInstitutionId,
        actorId: asked.actorId,
        to: { kind: asked.kind, institutionId: asked.receiverInstitutionId },
        reason: asked.reason,
        noContactConfirmed: asked.noContactConfirmed,
      }),
    );
    return this.transactions.run(async (tx) => {
      await tx.dropJob(`make-referral:${referralId}`);
      return this.referrals.change(tx, referralId, (referral) => {
        if (referral.status !== 'asked') return;
        if (no instanceof PassedOn) referral.refused(no, this.clock.now());
        else referral.made(this.clock.now());
      });
    });
  }

  @Job('end-referral')
  async end({ referralId }: { referralId: string }): Promise<Referral> {
    const referral = await this.referrals.get(referralId);
    const { ending } = referral;
    if (!ending || referral.isOver) return referral;
    const { by, institutionId, accountId, reason } = ending;
    const said = await this.refusalOf(() =>
      this.requests.ask(requests.endReferral, { referralId, by, institutionId, actorId: accountId, reason }),
    );
    return this.transactions.run(async (tx) => {
      await tx.dropJob(`end-referral:${referralId}`);
      if (said instanceof PassedOn)
        return this.referrals.change(tx, referralId, (own) => own.staysOpen(said));
      return this.record(tx, referral, said.endedReferralIds);
    });
  }

  @Job('forget-commands', { cron: '17 3 * * *' })
  async forgetCommands(): Promise<void> {
    await this.commands.forgetOlderThan(new Date(this.clock.now().getTime() - KEYS_KEPT_MS));
  }

  private async record(tx: Transaction, first: Referral, endedIds: readonly string[]): Promise<Referral> {
    const all = await this.referrals.changeAll(tx, [first.id, ...endedIds], (referral) => {
      if (referral.isOver) return;
      if (referral.id === first.id) referral.ended(this.clock.now());
      else referral.withdrawnWith(first, this.clock.now());
    });
    return all.find(({ id }) => id === first.id) ?? first;
  }

  /** What questions answered, or the refusal it gave; silence is thrown, to be tried again. */
  private async refusalOf<T>(ask: () => Promise<T>): Promise<T | PassedOn> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof PassedOn)) throw error;
      if (error.kind === 'away') throw new PartAway('questions');
      return error;
    }
  }
}
