import type { referralRequests } from './referral-requests.js';
import type { AnswerOf } from './request-contract.js';

type Standing = AnswerOf<typeof referralRequests.questionStanding>;

/** At most so many libraries wait in one chain (row 24). */
export const MOST_WAITING = 5;

/**
 * When the standing of a question forbids a referral, by the code of the refusal (rows 24 to 26, 33): referrals says so
 * beforehand, questions holds to it when the referral is made. `sender` and `receiver` are ids of libraries.
 */
export const forbidsReferral = {
  'nothing-open': ({ turnInstitutionId }: Standing) => turnInstitutionId === null,
  'with-another-library': ({ turnInstitutionId }: Standing, sender: string) => turnInstitutionId !== sender,
  'withdraw-first': ({ outsideReferralId }: Standing) => Boolean(outsideReferralId),
  'too-many-hops': ({ waitingInstitutionIds }: Standing) => waitingInstitutionIds.length >= MOST_WAITING,
  'same-library': (_: Standing, sender: string, receiver: string) => receiver === sender,
  'return-instead': ({ homeInstitutionId, waitingInstitutionIds }: Standing, receiver: string) =>
    receiver === homeInstitutionId && waitingInstitutionIds.includes(receiver),
  'waiting-in-chain': ({ waitingInstitutionIds }: Standing, receiver: string) =>
    waitingInstitutionIds.includes(receiver),
  'already-shared': ({ pooled }: Standing) => pooled,
  'return-first': ({ waitingInstitutionIds }: Standing) => waitingInstitutionIds.length > 0,
} as const;
