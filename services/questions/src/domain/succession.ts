import { CaredForQuestion } from './care.js';
import type { HomeRules } from './home-rules.js';
import { moves } from './moves.js';
import * as no from './refusals.js';

const system = { accountId: null, institutionId: null };

/** Row 51: a library was closed, and another takes over what its patrons asked. */
export abstract class SucceededQuestion extends CaredForQuestion {
  /** Open or not: a reply may still come, and the clocks of privacy want a library that is there. */
  handOverTo(successorId: string, patronId: string | null, rules: HomeRules, now: Date): void {
    const { home: closed, homeInstitutionId: closedId } = this;
    if (closedId === successorId) return;
    // Referrals gives back what the closed library had received; until then the question is with it as a receiver.
    const received = this.chain.find((referral) => referral.receiverInstitutionId === closedId);
    if (received) throw new no.ReturnFirst(received.id);
    const waits = this.chain.some((r) =>
      [r.senderInstitutionId, r.receiverInstitutionId].includes(successorId),
    );
    const withdrawnReferralIds = waits ? this.endChain('withdrawn', now) : [];
    for (const referral of this.referrals)
      if (referral.senderInstitutionId === closedId && referral.open)
        referral.senderInstitutionId = successorId;

    const own = this.hold(successorId, 'home');
    const standing = closed.asItIs();
    Object.assign(this, { homeInstitutionId: successorId, patronId });
    Object.assign(closed, { status: null, assigneeId: null, waitingOn: null });
    closed.relations = closed.relations.filter((relation) => relation !== 'home');
    if (withdrawnReferralIds.length) this.move(moves.recall, { accountId: null, institutionId: successorId });
    else if (!own.open) Object.assign(own, standing, { assigneeId: null });
    else if (standing.status === 'new')
      this.move(moves.unclaimAtHome, { accountId: null, institutionId: successorId });
    if (!rules.sharedFollowup) this.pooled = false;
    this.settle('handed-over', system, now, {
      about: { fromInstitutionId: closedId, toInstitutionId: successorId },
    });
    if (withdrawnReferralIds.length)
      this.tell('question.unclaimed.v1', system, { withdrawnReferralIds }, now);
    else this.tell('question.assigned.v1', system, { assigneeId: null }, now);
  }

  /** Nobody takes it over: whichever library of the group claims it follows it up, where the group shares (R66). */
  leaveToGroup({ sharedFollowup }: HomeRules, now: Date): void {
    const { home } = this;
    if (!sharedFollowup || this.pooled || home.status !== 'new') return;
    this.move(moves.shareFromHome, { accountId: null, institutionId: this.homeInstitutionId });
    this.settle('shared', system, now);
    this.tell('question.assigned.v1', system, { assigneeId: null }, now);
  }

  /**
   * A closed library worked on another library's question: that library has it again, and Shared Followup where it
   * was claimed from there. Whoever it was referred on to works on, for the patron's library.
   */
  giveUpFor(closedId: string, { sharedFollowup }: HomeRules, now: Date): void {
    const closed = this.holdingOf(closedId);
    if (!closed?.open || closed === this.home) return;
    const received = this.chain.find((referral) => referral.receiverInstitutionId === closedId);
    if (received) throw new no.ReturnFirst(received.id);
    if (!closed.hasTurn) {
      for (const referral of this.chain)
        if (referral.senderInstitutionId === closedId) referral.senderInstitutionId = this.homeInstitutionId;
      this.hold(this.homeInstitutionId, 'sender');
      Object.assign(closed, { status: null, assigneeId: null, waitingOn: null });
      this.settle('unclaimed', system, now, { about: { fromInstitutionId: closedId } });
      return this.tell('question.assigned.v1', system, { assigneeId: null }, now);
    }
    const withdrawnReferralIds = this.endChain('withdrawn', now);
    const shared = this.cameFromPool && sharedFollowup;
    this.move(moves.recall, { accountId: null, institutionId: this.homeInstitutionId });
    Object.assign(this, { pooled: shared, cameFromPool: false });
    this.settle('unclaimed', system, now, { about: { fromInstitutionId: closedId } });
    this.tell('question.unclaimed.v1', system, { withdrawnReferralIds }, now);
  }
}
