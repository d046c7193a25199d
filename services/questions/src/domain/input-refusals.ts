import { Invalid } from './refusal-kinds.js';

// Refusals of invalid input.
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
