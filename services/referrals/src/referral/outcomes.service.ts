import type { EventEnvelope } from '@carrel/contracts';
import { Transactions } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { Referral } from './domain/referral.js';
import { ReferralsQueries } from './persistence/referrals.queries.js';
import { Referrals } from './persistence/referrals.repository.js';

type OutOfPool = EventEnvelope<`question.${'referred' | 'assigned' | 'clarification-requested'}.v1`>;
type QuestionOutcome =
  EventEnvelope<`question.${'answered' | 'closed' | 'claimed' | 'unclaimed'}.v1`> | OutOfPool;

/** What becomes of referrals through what happens to their question. */
@Injectable()
export class OutcomesService {
  constructor(
    private readonly referrals: Referrals,
    private readonly queries: ReferralsQueries,
    private readonly transactions: Transactions,
  ) {}

  async answered(event: EventEnvelope<'question.answered.v1'>): Promise<void> {
    const ids = [...event.data.answeredReferralIds, ...(await this.shared(event))];
    await this.decide(event, ids, (referral, at) => referral.answered(actorOf(event), at));
  }

  async closed(event: EventEnvelope<'question.closed.v1'>): Promise<void> {
    const ids = [...event.data.closedReferralIds, ...(await this.shared(event))];
    await this.decide(event, ids, (referral, at) => referral.closed(actorOf(event), at));
  }

  /** A claim takes the question out of Shared Followup, which ends a referral into it (row 33). */
  async claimed(event: EventEnvelope<'question.claimed.v1'>): Promise<void> {
    const ids = event.data.fromPool ? await this.shared(event) : [];
    await this.decide(event, ids, (referral, at) => referral.takenUp(actorOf(event), at));
  }

  /** The patron's library has worked on it itself, which takes it out of Shared Followup (rows 16, 20, 24). */
  async leftPool(event: OutOfPool): Promise<void> {
    const own = 'referralId' in event.data ? event.data.referralId : undefined;
    const nobody = 'assigneeId' in event.data && event.data.assigneeId === null;
    const ids = nobody ? [] : (await this.shared(event)).filter((id) => id !== own);
    await this.decide(event, ids, (referral, at) => referral.takenUp(actorOf(event), at));
  }

  /** The patron's library has taken the question back from everyone (row 29b). */
  async recalled(event: EventEnvelope<'question.unclaimed.v1'>): Promise<void> {
    const ids = event.data.withdrawnReferralIds ?? [];
    await this.decide(event, ids, (referral, at) => referral.withdrawnBy(actorOf(event), at));
  }

  /** A partner's or an expert's mail has come (row 32). */
  async noted(event: EventEnvelope<'question.note-added.v1'>): Promise<void> {
    const { referralId } = event.data;
    if (!referralId) return;
    await this.transactions.runOnce(event, (tx) =>
      this.referrals.changeAll(tx, [referralId], (referral) => referral.replied(new Date(event.time))),
    );
  }

  /** Reasons are words, which stay when only the patron's identity goes (B9). */
  async erased(event: EventEnvelope<'question.erased.v1'>): Promise<void> {
    if (event.data.extent === 'identity') return;
    const ids = await this.queries.ofQuestion(event.data.questionId);
    await this.transactions.runOnce(event, (tx) =>
      this.referrals.changeAll(tx, ids, (referral) => referral.erase()),
    );
  }

  /** Referrals into Shared Followup, which no receiver holds and questions therefore does not list. */
  private shared({ data, time }: QuestionOutcome): Promise<string[]> {
    return this.queries.sharedBefore(data.questionId, new Date(time));
  }

  private async decide(
    event: QuestionOutcome,
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

const actorOf = ({ data }: QuestionOutcome) => ({
  accountId: data.actorId,
  institutionId: data.actorInstitutionId,
});
