import { Refusal } from '@carrel/kernel';

export class ExpertUnreachable extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'expert-unreachable';
  constructor() {
    super('Name at least one account, or an address.');
  }
}

export class UnknownAccounts extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'unknown-accounts';
  constructor(accountIds: readonly string[]) {
    super('Experts are active librarians of the library, or of a library of the group.', { accountIds });
  }
}

export class NotYoursToManage extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'not-yours-to-manage';
  constructor() {
    super("A library's experts are looked after by its administrator, a group's by the group's.");
  }
}
