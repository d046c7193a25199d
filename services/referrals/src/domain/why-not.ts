import type { Expert } from './expert.js';
import type { Known, Library } from './known.js';
import type { Obstacle } from './refusals.js';

/** A question may travel this many referrals before someone has to return it. */
const MOST_HOPS = 5;

/** Why the library that asks may refer the question to nobody at all. */
export function senderObstacle({ sender, standing }: Known): Obstacle | null {
  if (standing.turnInstitutionId === null) return 'nothing-open';
  if (standing.turnInstitutionId !== sender.id)
    return standing.pooled ? 'claim-first' : 'with-another-library';
  if (standing.outsideReferralId) return 'withdraw-first';
  if (sender.profileStatus !== 'active') return 'own-profile-not-active';
  if (standing.waitingInstitutionIds.length >= MOST_HOPS) return 'too-many-hops';
  return null;
}

/** Why this library may not receive it. */
export function receiverObstacle(receiver: Library, { sender, standing }: Known): Obstacle | null {
  const home = receiver.id === standing.homeInstitutionId;
  if (receiver.id === sender.id) return 'same-library';
  if (standing.waitingInstitutionIds.includes(receiver.id))
    return home ? 'return-instead' : 'waiting-in-chain';
  // A referral back to the patron's library is always permitted (B7), whatever its profile status.
  if (home) return null;
  if (receiver.profileStatus !== 'active') return 'profile-not-active';
  if (!receiver.acceptsReferrals) return 'accepts-no-referrals';
  return null;
}

/** Why this expert may not receive it. */
export function expertObstacle(
  expert: Expert,
  activeAccountIds: readonly string[],
  { actorId }: Known,
): Obstacle | null {
  if (activeAccountIds.length === 0) return expert.address ? null : 'expert-away';
  return activeAccountIds.every((id) => id === actorId) ? 'yourself' : null;
}
