import type { EventEnvelope } from '@carrel/contracts';
import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { Referral } from './domain/referral.js';
import { ReferralsQueries } from './persistence/referrals.queries.js';
import { Referrals } from './persistence/referrals.repository.js';

/** What becomes of referrals through what happens to their question. */
@Injectable()
export class OutcomesService {
  constructor(
    private readonly referrals: Referrals,
    private readonly queries: ReferralsQueries,
    private readonly transactions: Transactions,
  ) {}

  async answered(event: EventEnvelope<'question.answered.v1'>): Promise<void> {
    const { answeredReferralIds, actorId } = event.data;
    const ids = [...answeredReferralIds, ...(await this.shared(event))];
    await this.decide(event, ids, (referral, at) => referral.answered(actorId, at));
  }

  async closed(event: EventEnvelope<'question.closed.v1'>): Promise<void> {
    const { closedReferralIds, actorId } = event.data;
    const ids = [...closedReferralIds, ...(await this.shared(event))];
    await this.decide(event, ids, (referral, at) => referral.closed(actorId, at));
  }

  /** A claim takes the question out of Shared Followup, which ends a referral into it (row 33). */
  async claimed(event: EventEnvelope<'question.claimed.v1'>): Promise<void> {
    const ids = event.data.fromPool ? await this.shared(event) : [];
    await this.decide(event, ids, (referral, at) => referral.takenUp(at));
  }

  async erased(event: EventEnvelope<'question.erased.v1'>): Promise<void> {
    const ids = await this.queries.ofQuestion(event.data.questionId);
    await this.transactions.runOnce(event, (tx) =>
      this.referrals.changeAll(tx, ids, (referral) => referral.erase()),
    );
  }

  /** Referrals into Shared Followup, which no receiver holds and questions therefore does not list. */
  private shared({
    data,
    time,
  }: EventEnvelope<`question.${'answered' | 'closed' | 'claimed'}.v1`>): Promise<string[]> {
    return this.queries.sharedBefore(data.questionId, new Date(time));
  }

  private async decide(
    event: EventEnvelope,
    ids: readonly string[],
    outcome: (referral: Referral, at: Date) => void,
  ): Promise<void> {
    const at = new Date(event.time);
    await this.transactions.runOnce(event, (tx) =>
      this.referrals.changeAll(tx, ids, (referral) => {
        if (!referral.isOver) outcome(referral, at);
      }),
    );
  }
}
