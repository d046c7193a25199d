import type { Holding } from './holding.js';
import { Refusal } from '@carrel/kernel';
import { Conflict } from './refusal-kinds.js';

export * from './refusals-of-people.js';
export * from './input-refusals.js';

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
export class WithdrawFirst extends Conflict {
  readonly code = 'withdraw-first';
  constructor(referralId: string) {
    super('An expert or partner has been asked; withdraw that referral first.', { referralId });
  }
}
export class NotFromHome extends Conflict {
  readonly code = 'already-here';
  constructor() {
    super("This question is with the patron's library already.");
  }
}
export class AnswerOrReturnFirst extends Conflict {
  readonly code = 'answer-or-return-first';
  constructor() {
    super('Work is done once the question is answered; answer or return it first.');
  }
}
export class CloseInstead extends Conflict {
  readonly code = 'close-instead';
  constructor() {
    super('Any library that holds a question closes it in this group; close it instead.');
  }
}
export class NotYetAnswered extends Conflict {
  readonly code = 'not-yet-answered';
  constructor() {
    super('Only what was answered before may be finished without an answer.');
  }
}
export class SameCode extends Conflict {
  readonly code = 'same-code';
  constructor() {
    super('The chat already has this code.');
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
export class LibraryClosed extends Conflict {
  readonly code = 'library-closed';
  constructor() {
    super('This library takes no questions any more.');
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
/** One library's form is over its rate limit; other libraries' are not affected. */
export class FormBusy extends Refusal {
  readonly kind = 'too-many';
  readonly code = 'form-busy';
  constructor(retryAfterSeconds: number) {
    super(`This library gets too many questions at the moment; try again in ${retryAfterSeconds} seconds.`, {
      retryAfterSeconds,
    });
  }
}
