import type { Before } from './holding.js';
import type { By } from './people.js';

export type ReferralKind =
  'cooperative-partner' | 'subscription-partner' | 'shared-followup' | 'expert' | 'email-partner';
export type Outcome = 'answered' | 'closed' | 'returned' | 'withdrawn' | 'shared' | 'replied';

/** One hop of the chain, as far as statuses need it; who may refer to whom is decided by referrals (B3). */
export class Referral {
  id!: string;
  questionId!: string;
  hop!: number;
  kind!: ReferralKind;
  senderInstitutionId!: string;
  /** Null when it went to Shared Followup, which is nobody's until it is claimed. */
  receiverInstitutionId: string | null = null;
  /** An expert who signs in (row 30). */
  receiverAccountId: string | null = null;
  /** A team of experts, any of whom may answer. */
  receiverAccountIds: string[] = [];
  receiverBefore: Before | null = null;
  madeAt!: Date;
  outcome: Outcome | null = null;
  endedAt: Date | null = null;
  /** The referral whose return or withdrawal ended this one too. */
  endedWith: string | null = null;

  get open(): boolean {
    return this.outcome === null;
  }

  /** Asks an expert or an e-mail partner, who hold nothing: the turn stays with the sender. */
  get outside(): boolean {
    return this.kind === 'expert' || this.kind === 'email-partner';
  }

  /** This person, or this person's library, is the one it went to. */
  isTo({ accountId, institutionId }: By): boolean {
    if (this.outside) return accountId !== null && this.isToExpert(accountId);
    return institutionId !== null && this.receiverInstitutionId === institutionId;
  }

  isToExpert(accountId: string): boolean {
    return this.receiverAccountId === accountId || this.receiverAccountIds.includes(accountId);
  }

  /** Still links the libraries: neither given back nor taken back, nor in the pool. */
  get stands(): boolean {
    return this.open || ['answered', 'closed', 'replied'].includes(this.outcome ?? '');
  }

  end(outcome: Outcome, now: Date, endedWith: string | null = null): void {
    Object.assign(this, { outcome, endedAt: now, endedWith });
  }
}

/** The open referrals, the first sender's first; the last one's receiver has the turn. */
export function openOf(referrals: readonly Referral[]): Referral[] {
  return referrals.filter((r) => r.open).sort((a, b) => a.hop - b.hop);
}
