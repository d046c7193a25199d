import { tried, type AllowedAction } from '@carrel/kernel';
import type { Session } from './session.js';

/** What a librarian does with a session; `messages` stands for all that is written or shown in it. */
export type SessionAction = 'accept' | 'dismiss' | 'messages' | 'transfers' | 'leave' | 'end';

/** What this librarian may do with the session now, by the checks that decide when it is done (R31, R39, R41). */
export function actionsOn(session: Session, librarianId: string): AllowedAction<SessionAction>[] {
  return [
    tried('accept', () => session.mustBeOpenToAccept()),
    tried('dismiss', () => session.mustBeOpenToDismiss(librarianId)),
    tried('messages', () => (session.mustAttend(librarianId), session.mustAcceptFromPatron())),
    tried('transfers', () => (session.mustBeAlone(librarianId), session.mustAcceptFromPatron())),
    tried('leave', () => session.mustBeAbleToLeave(librarianId)),
    tried('end', () => session.mustBeAlone(librarianId)),
  ];
}
