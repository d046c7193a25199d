import { Refusal } from '@carrel/kernel';
import type { Limits } from './cap.js';

export class ShiftElsewhere extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'shift-elsewhere';
  constructor(startedAt: Date | null, lastSeenAt: Date) {
    super('This account is on shift from another sign-in; send takeOver to move the shift here.', {
      signIn: { startedAt: startedAt?.toISOString() ?? null, lastSeenAt: lastSeenAt.toISOString() },
    });
  }
}

export class NotOnShift extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'not-on-shift';
  constructor() {
    super('Only a librarian on shift can do this: choose queues first.');
  }
}

export class NotAvailable extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'not-available';
  constructor() {
    super('Patrons are taken on only while available.');
  }
}

export class PracticeApart extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'practice-apart';
  constructor() {
    super('A practice queue is never monitored together with live ones.');
  }
}

export class NotTrained extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'not-trained';
  constructor() {
    super('Live queues are for trained providers; the practice queue is open to everyone.');
  }
}

export class CapReached extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'cap-reached';
  constructor(limits: Limits) {
    super('This librarian has as many patrons as the group allows at once.', { ...limits });
  }
}

export class SessionsOpen extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'sessions-open';
  constructor(sessionIds: string[]) {
    super('End, transfer or leave your sessions before you log out of the monitor.', { sessionIds });
  }
}

export class LibraryClosed extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'library-closed';
  constructor() {
    super('This library is closed; nobody monitors for it any more.');
  }
}

export class LimitAboveGroups extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'limit-above-group';
  constructor(patronsAtOnce: number) {
    super(`Your group allows ${patronsAtOnce} patrons at once; a personal limit is at most that.`, {
      patronsAtOnce,
    });
  }
}
