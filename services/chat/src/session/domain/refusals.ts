import type { ResolutionCode } from '@carrel/contracts';
import { Refusal } from '@carrel/kernel';
import type { SessionStatus } from './moves.js';
import type { Participant } from './participant.js';

export class AlreadyAccepted extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'already-accepted';
  constructor(winner: Participant) {
    super(`Librarian ${winner.name} has already accepted this session.`, {
      librarianId: winner.librarianId,
      institutionId: winner.institutionId,
    });
  }
}

export class NotInThisState extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'not-in-this-state';
  constructor(status: SessionStatus) {
    super(`This session is ${status}.`, { status });
  }
}

export class ThreeWay extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'three-way';
  constructor(others: Participant[]) {
    super('Nobody ends or transfers a session while two librarians are in it; one leaves first.', {
      librarianIds: others.map((p) => p.librarianId),
    });
  }
}

export class PracticeCode extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'practice-code';
  constructor(practice: boolean) {
    super(
      practice
        ? 'A practice session ends with the practice code.'
        : 'The practice code is for practice sessions only.',
    );
  }
}

export class NoContact extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'no-contact';
  constructor(resolution: ResolutionCode) {
    super('The patron left no e-mail address; confirm that follow-up is still meant.', { resolution });
  }
}

export class OnlyOneHere extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'only-one-here';
  constructor() {
    super('The last librarian ends or transfers a session; leaving would leave the patron alone.');
  }
}

export class ChatClosed extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'chat-closed';
  constructor(closed: {
    closedPage: unknown;
    askForm: unknown;
    nextOpening: string | null;
    timeZone: string;
  }) {
    super('Chat is closed at the moment.', closed);
  }
}

/** As many requests wait already as one patron, or one network, may have waiting (setting chat-waiting). */
export class TooManyWaiting extends Refusal {
  readonly kind = 'too-many';
  readonly code = 'too-many-waiting';
  constructor(of: 'patron' | 'network', limit: number) {
    super(
      of === 'patron'
        ? 'You have chats waiting already; a librarian will come to them.'
        : 'Too many chats from your network are waiting already; try again shortly.',
      { of, limit, retryAfterSeconds: 60 },
    );
  }
}

export class CodeNotUsed extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'code-not-used';
  constructor(resolution: ResolutionCode) {
    super("The patron's group does not use this resolution code.", { resolution });
  }
}

export interface FormFault {
  field: string;
  fault: 'missing' | 'unknown' | 'not-an-option';
}

export class FormIncomplete extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'form-incomplete';
  constructor(faults: FormFault[]) {
    super('The chat form was not filled in as this queue asks.', { faults });
  }
}

export class NoSuchScript extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'no-such-script';
  constructor(name: string) {
    super('There is no script of this name in this scope.', { name });
  }
}

export class ReasonNotInChat extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'reason-not-in-chat';
  constructor(allowed: readonly string[]) {
    super(`A chat that has begun is dismissed for one of these reasons: ${allowed.join(', ')}.`, { allowed });
  }
}

export class OtherInWords extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'other-in-words';
  constructor() {
    super('The reason `other` is said in words, in `text`.');
  }
}
