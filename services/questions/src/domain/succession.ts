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
}
