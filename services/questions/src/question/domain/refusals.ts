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

export class DraftChanged extends Refusal {
  readonly kind = 'stale';
  readonly code = 'draft-changed-meanwhile';
  constructor() {
    super('A colleague changed or sent this draft after you read it; read it again.');
  }
}

// The state forbids it.
export class AlreadyClaimed extends Conflict {
  readonly code = 'already-claimed';
  constructor(
    readonly winner: Pick<Holding, 'assigneeId' | 'institutionId'>,
    who = 'Somebody else has',
  ) {
    const { assigneeId: accountId, institutionId } = winner;
    super(`${who} claimed this question.`, { winner: { accountId, institutionId } });
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
export class Erased extends Conflict {
  readonly code = 'erased';
  constructor() {
    super('What the patron wrote in this question has been erased; nothing more is done with it.');
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

// Who may not.
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
export class HomeRecalls extends Forbidden {
  readonly code = 'home-recalls';
  constructor() {
    super("Only a reviewer or an administrator of the patron's library takes a question back.");
  }
}
export class NotOfTheChat extends Forbidden {
  readonly code = 'not-of-the-chat';
  constructor() {
    super('Only the library that chatted, or the one whose turn it is, notes an outside agency.');
  }
}
export class OwnLibraryOnly extends Forbidden {
  readonly code = 'own-library-only';
  constructor() {
    super('Staff note questions for their own library.');
  }
}

// What nobody may ask for.
export class NeverChatted extends Invalid {
  readonly code = 'never-chatted';
  constructor() {
    super('Only a question from a chat has a code to correct.');
  }
}
export class NotItsOwnDuplicate extends Invalid {
  readonly code = 'not-its-own-duplicate';
  constructor() {
    super('Name another question that this one repeats.');
  }
}
export class OtherLibrarysQuestion extends Invalid {
  readonly code = 'other-librarys-question';
  constructor() {
    super('Only questions of patrons of one library are merged.');
  }
}
export class OtherPatron extends Invalid {
  readonly code = 'other-patron';
  constructor() {
    super('These are questions of two patrons, and each of them waits for an answer.');
  }
}
export class GoesOnElsewhere extends Conflict {
  readonly code = 'is-a-duplicate';
  constructor() {
    super('That question is a duplicate itself; name the one that it repeats.');
  }
}
export class ChatIsWhole extends Invalid {
  readonly code = 'chat-is-whole';
  constructor() {
    super('A chat stays one question; enter what else was asked as a question of its own.');
  }
}
export class HomeSplits extends Forbidden {
  readonly code = 'home-splits';
  constructor() {
    super("Only the patron's library makes two questions of one.");
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
