import { Forbidden } from './refusal-kinds.js';

// Refusals because of who acts.
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
