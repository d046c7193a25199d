import { forbidsReferral } from '@carrel/contracts';
import type { Expert } from '../../expert/domain/expert.js';
import type { Known, Library } from './known.js';
import type { Obstacle } from './refusals.js';

/** Why the library that asks may refer the question to nobody at all. */
export function senderObstacle({ sender, standing }: Known): Obstacle | null {
  if (forbidsReferral['nothing-open'](standing)) return 'nothing-open';
  if (forbidsReferral['with-another-library'](standing, sender.id))
    return standing.pooled ? 'claim-first' : 'with-another-library';
  if (forbidsReferral['withdraw-first'](standing)) return 'withdraw-first';
  if (sender.profileStatus !== 'active') return 'own-profile-not-active';
  if (forbidsReferral['too-many-hops'](standing)) return 'too-many-hops';
  return null;
}

/** Why this library may not receive it. */
export function receiverObstacle(receiver: Library, { sender, standing }: Known): Obstacle | null {
  if (forbidsReferral['same-library'](standing, sender.id, receiver.id)) return 'same-library';
  if (forbidsReferral['return-instead'](standing, receiver.id)) return 'return-instead';
  if (forbidsReferral['waiting-in-chain'](standing, receiver.id)) return 'waiting-in-chain';
  // Back to the patron's library is always lawful (B7): it is theirs, whatever their profile says.
  if (receiver.id === standing.homeInstitutionId) return null;
  if (receiver.profileStatus !== 'active') return 'profile-not-active';
  if (!receiver.acceptsReferrals) return 'accepts-no-referrals';
  return null;
}

/** Why this expert may not. */
export function expertObstacle(
  expert: Expert,
  activeAccountIds: readonly string[],
  { actorId }: Known,
): Obstacle | null {
  if (activeAccountIds.length === 0) return expert.address ? null : 'expert-away';
  return activeAccountIds.every((id) => id === actorId) ? 'yourself' : null;
}
