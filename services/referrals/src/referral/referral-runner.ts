import { requests } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { Clock, ServiceUnavailable, RemoteRefusal } from '@carrel/kernel';
import { Job, Requests, Transactions, type Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { Referral } from './domain/referral.js';
import { Commands } from './persistence/commands.repository.js';
import { Referrals } from './persistence/referrals.repository.js';

/** Time for the caller's own attempt before the recovery job takes over. */
const GRACE_MS = 10_000;
const KEYS_KEPT_MS = 7 * 24 * 3_600_000;

/**
 * The step in another service (B3): the intent is committed first, then questions is asked, then its
 * answer is recorded. After a crash or timeout the job finishes it; questions recognises the referral's id.
 */
@Injectable()
export class ReferralRunner {
  constructor(
    private readonly referrals: Referrals,
    private readonly commands: Commands,
    private readonly requests: Requests,
    private readonly transactions: Transactions,
    private readonly directory: Directory,
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
        to: {
          kind: asked.kind,
          institutionId: asked.receiverInstitutionId,
          expertAccountId: asked.expertAccountIds[0] ?? null,
          expertAccountIds: asked.expertAccountIds,
        },
        reason: asked.reason,
        noContactConfirmed: asked.noContactConfirmed,
      }),
    );
    return this.transactions.run(async (tx) => {
      await tx.dropJob(`make-referral:${referralId}`);
      return this.referrals
        .change(tx, referralId, (referral) => {
          if (referral.status !== 'asked') return;
          if (no instanceof RemoteRefusal) referral.refused(no, this.clock.now());
          else referral.made(this.clock.now());
        })
        .then(async (referral) => {
          if (referral.status === 'open') await this.watch(tx, referral);
          return referral;
        });
    });
  }

  /** Row 28: returns referrals at their deadline. The job survives restarts and is idempotent. */
  @Job('referral-deadline')
  async deadline({ referralId }: { referralId: string }): Promise<void> {
    const due = await this.begin(referralId, (referral) => referral.pastDeadline(this.clock.now()));
    if (due) await this.end({ referralId });
    else await this.transactions.run(async (tx) => this.watch(tx, await this.referrals.get(referralId)));
  }

  /** Returns referrals whose receiver is gone (rows 49 and 51). */
  async receiverGone(referralId: string): Promise<void> {
    if (await this.begin(referralId, (referral) => referral.receiverIsGone())) await this.end({ referralId });
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
      if (said instanceof RemoteRefusal)
        return this.referrals.change(tx, referralId, (own) => own.staysOpen(said));
      return this.record(tx, referral, said.endedReferralIds);
    });
  }

  @Job('forget-commands', { cron: '17 3 * * *' })
  async forgetCommands(): Promise<void> {
    await this.commands.forgetOlderThan(new Date(this.clock.now().getTime() - KEYS_KEPT_MS));
  }

  private async begin(referralId: string, decide: (referral: Referral) => boolean): Promise<boolean> {
    return this.transactions.run(async (tx) => {
      let begun = false;
      await this.referrals.change(tx, referralId, (referral) => {
        begun = decide(referral);
      });
      if (begun) await this.promise(tx, 'end-referral', referralId);
      return begun;
    });
  }

  private async watch(tx: Transaction, { id, deadlineAt, isOver }: Referral): Promise<void> {
    if (deadlineAt && !isOver)
      await tx.job(
        'referral-deadline',
        { referralId: id },
        { key: `referral-deadline:${id}`, runAt: deadlineAt },
      );
  }

  private async record(tx: Transaction, first: Referral, endedIds: readonly string[]): Promise<Referral> {
    const all = await this.referrals.changeAll(tx, [first.id, ...endedIds], (referral) => {
      if (referral.isOver) return;
      if (referral.id === first.id) referral.ended(this.clock.now());
      else referral.withdrawnBy(whoEnds(first), this.clock.now());
    });
    await this.passOn(tx, first);
    return all.find(({ id }) => id === first.id) ?? first;
  }

  /** A question returned to a library closed meanwhile is returned further to its sender (row 51). */
  private async passOn(tx: Transaction, { senderInstitutionId: institutionId }: Referral): Promise<void> {
    const sender = await this.directory.institution(institutionId);
    if (sender?.profileStatus !== 'closed') return;
    await tx.job('return-from-library', { institutionId }, { key: `return-from-library:${institutionId}` });
  }

  /** The answer of questions, or its refusal; a timeout is thrown, to be retried. */
  private async refusalOf<T>(ask: () => Promise<T>): Promise<T | RemoteRefusal> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof RemoteRefusal)) throw error;
      if (error.kind === 'away') throw new ServiceUnavailable('questions');
      return error;
    }
  }
}

const whoEnds = ({ ending }: Referral) => ({
  accountId: ending?.accountId ?? null,
  institutionId: ending?.institutionId ?? null,
});
