import type { Monitor } from '../../monitor/domain/monitor.js';
import type { Session } from '../../session/domain/session.js';

/** Why a request is shown to a librarian, or is not. */
export const offerReasons = [
  'patrons-own-group',
  'open-to-everyone',
  'not-waiting',
  'not-on-shift',
  'away',
  'not-heard-of',
  'queues-not-monitored',
  'held-for-local-librarians',
  'at-the-cap',
] as const;
export type OfferReason = (typeof offerReasons)[number];

export interface OfferExplained {
  shown: boolean;
  /** Whether an accept would succeed now: not every request shown can be taken (F4). */
  acceptable: boolean;
  reasons: OfferReason[];
  /** When it is offered to everyone at the latest, while it is held back. */
  releaseAt: Date | null;
}

export function explainOffer(session: Session, shift: Monitor | null, hasRoom: boolean): OfferExplained {
  const local = shift?.subscriptionGroupId === session.subscriptionGroupId;
  const against: OfferReason[] = [];
  if (session.status !== 'waiting') against.push('not-waiting');
  if (!shift) against.push('not-on-shift');
  else {
    if (shift.availability === 'away') against.push('away');
    else if (shift.vanishedAt) against.push('not-heard-of');
    if (!shift.queueIds.some((id) => session.queueIds.includes(id))) against.push('queues-not-monitored');
    if (session.heldBack && !local) against.push('held-for-local-librarians');
  }
  const shown = against.length === 0;
  const why: OfferReason = local ? 'patrons-own-group' : 'open-to-everyone';
  const reasons: OfferReason[] = [
    ...(shown ? [why] : against),
    ...(shift && !hasRoom ? ['at-the-cap' as const] : []),
  ];
  return {
    shown,
    acceptable: shown && hasRoom,
    reasons,
    releaseAt: session.heldBack ? session.releaseAt : null,
  };
}
