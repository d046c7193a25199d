import { NotFound, tried, type AllowedAction } from '@carrel/kernel';
import type { Session } from './session.js';

/** What a librarian does with a session; `messages` stands for all that is written or shown in it. */
export type SessionAction = 'accept' | 'dismiss' | 'messages' | 'transfers' | 'leave' | 'end';

/** The librarian's shift, as far as it decides about requests that wait: each check throws the refusal. */
export interface AtTheDesk {
  mustHoldShift(): void;
  /** The queues of the shift; null without one. */
  readonly shift: { subscriptionGroupId: string; queueIds: readonly string[] } | null;
  /** Available, from the sign-in of the shift, and with room for one more. */
  mustHaveRoom(): void;
}

/** What this librarian may do with the session now, by the checks that decide when it is done (R31, R39, R41). */
export function actionsOn(
  session: Session,
  librarianId: string,
  desk: AtTheDesk,
): AllowedAction<SessionAction>[] {
  const mustBeOffered = () => {
    if (session.status !== 'waiting') return;
    desk.mustHoldShift();
    if (!desk.shift || !session.isOfferedTo(desk.shift)) throw new NotFound('request on your queues');
  };
  return [
    tried('accept', () => (session.mustBeOpenToAccept(), mustBeOffered(), desk.mustHaveRoom())),
    tried('dismiss', () => (session.mustBeOpenToDismiss(librarianId), mustBeOffered())),
    tried('messages', () => (session.mustAttend(librarianId), session.mustAcceptFromPatron())),
    tried('transfers', () => (session.mustBeAlone(librarianId), session.mustAcceptFromPatron())),
    tried('leave', () => session.mustBeAbleToLeave(librarianId)),
    tried('end', () => session.mustBeAlone(librarianId)),
  ];
}
