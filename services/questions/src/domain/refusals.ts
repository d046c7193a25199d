import { Refusal } from '@carrel/kernel';
import type { Holding } from './holding.js';

/** The state forbids it. */
abstract class Conflict extends Refusal {
  readonly kind = 'conflict';
}
/** The person may not. */
abstract class Forbidden extends Refusal {
  readonly kind = 'forbidden';
}
/** What was asked for breaks a rule whatever the state. */
abstract class Invalid extends Refusal {
  readonly kind = 'invalid';
}

export class AlreadyClaimed extends Conflict {
  readonly code = 'already-claimed';
  constructor(
    readonly winner: Pick<Holding, 'assigneeId' | 'institutionId'>,
    name = 'Somebody else',
  ) {
    const { assigneeId: accountId, institutionId } = winner;
    super(`${name} has claimed this question.`, { winner: { accountId, institutionId } });
  }
}
export class WithAnotherLibrary extends Conflict {
  readonly code = 'with-another-library';
  constructor(turn: Holding) {
    super('This question is with another library at the moment.', { institutionId: turn.institutionId });
  }
}
export class NothingOpen extends Conflict {
  readonly code = 'nothing-open';
  constructor() {
    super('Nothing is left to do on this question; reopen it first.');
  }
}
export class NotClaimed extends Conflict {
  readonly code = 'not-claimed';
  constructor() {
    super('Nobody has claimed this question.');
  }
}
export class ReturnFirst extends Conflict {
  readonly code = 'return-first';
  constructor(referralId: string) {
    super('This question came by a referral; return it to its sender first.', { referralId });
  }
}
export class ReturnInstead extends Conflict {
  readonly code = 'return-instead';
  constructor(referralId: string) {
    super("The patron's library waits for this question in the chain; return it instead.", { referralId });
  }
}
export class WaitingInChain extends Conflict {
  readonly code = 'waiting-in-chain';
  constructor(institutionId: string) {
    super('That library already waits for this question in the chain.', { institutionId });
  }
}
export class TooManyHops extends Conflict {
  readonly code = 'too-many-hops';
  constructor(most: number) {
    super(`A question is referred onward at most ${most} times.`, { most });
  }
}
export class NoContactUnconfirmed extends Conflict {
  readonly code = 'no-contact';
  constructor() {
    super('The patron left no e-mail address; confirm that it shall be referred all the same.');
  }
}
export class AlreadyShared extends Conflict {
  readonly code = 'already-shared';
  constructor() {
    super('This question already waits in Shared Followup.');
  }
}
export class ReferralEnded extends Conflict {
  readonly code = 'referral-ended';
  constructor(outcome: string) {
    super('This referral has ended.', { outcome });
  }
}
export class ReferralIdTaken extends Conflict {
  readonly code = 'referral-id-taken';
  constructor() {
    super('Another referral has this id.');
  }
}
export class AlreadyClosed extends Conflict {
  readonly code = 'already-closed';
  constructor() {
    super('This question is closed.');
  }
}
export class StillOpen extends Conflict {
  readonly code = 'still-open';
  constructor() {
    super('Only an answered or closed question is reopened.');
  }
}

export class NotTheClaimer extends Forbidden {
  readonly code = 'not-the-claimer';
  constructor() {
    super('Only who claimed the question, or an administrator of that library, gives it up.');
  }
}
export class NotYoursToAssign extends Forbidden {
  readonly code = 'not-yours-to-assign';
  constructor() {
    super('Only an administrator of your library, or the present assignee, assigns this question.');
  }
}
export class NotAHolder extends Forbidden {
  readonly code = 'not-a-holder';
  constructor() {
    super('Only a library that has this question in its lists does this.');
  }
}
export class HomeReviewersClose extends Forbidden {
  readonly code = 'home-reviewers-close';
  constructor() {
    super("Only reviewers of the patron's library, or the group's coordinator, close questions here.");
  }
}
export class NotAReviewer extends Forbidden {
  readonly code = 'not-a-reviewer';
  constructor() {
    super('Only a reviewer of a library concerned, or the coordinator of its group, reopens a question.');
  }
}

export class NoAddress extends Invalid {
  readonly code = 'no-address';
  constructor() {
    super('The patron left no e-mail address; say how the answer was delivered.');
  }
}
export class NotAColleague extends Invalid {
  readonly code = 'not-a-colleague';
  constructor() {
    super('A question is assigned to an active account of the library itself.');
  }
}
export class NobodyInPool extends Invalid {
  readonly code = 'nobody-in-pool';
  constructor() {
    super('What waits in Shared Followup is assigned to nobody; name an assignee or the pool, not both.');
  }
}
export class SameLibrary extends Invalid {
  readonly code = 'same-library';
  constructor() {
    super('A library does not refer a question to itself.');
  }
}
export class SharedFollowupOff extends Invalid {
  readonly code = 'shared-followup-off';
  constructor() {
    super("Shared Followup is off for the group of the patron's library.");
  }
}
export class NothingSaid extends Invalid {
  readonly code = 'nothing-said';
  constructor() {
    super('A lost call in which nobody wrote a word is no question.');
  }
}
export class UnknownLibrary extends Invalid {
  readonly code = 'unknown-library';
  constructor() {
    super('There is no such library.');
  }
}
export class OwnLibraryOnly extends Forbidden {
  readonly code = 'own-library-only';
  constructor() {
    super('Staff note questions for their own library.');
  }
}
