import { Refusal } from '@carrel/kernel';

export class ProfileMoveRefused extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'profile-status';
  constructor(move: string, status: string) {
    super(`A profile that is ${status} cannot take the step "${move}".`, { move, profileStatus: status });
  }
}

export class ProfileIncomplete extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'profile-incomplete';
  constructor(missing: readonly string[]) {
    super(`The profile still lacks: ${missing.join(', ')}.`, { missing });
  }
}

export class NameTaken extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'name-taken';
  constructor(name: string) {
    super('Another library of the group has this name; confirm it if both must exist.', { name });
  }
}

export class InstitutionClosed extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'institution-closed';
  constructor(institutionId: string) {
    super('This library is closed.', { institutionId });
  }
}

export class SucceedsItself extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'succeeds-itself';
  constructor() {
    super('Another library takes over the questions of one that is closed.');
  }
}
export class RedirectToSelf extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'redirect-to-self';
  constructor() {
    super('A library cannot redirect referrals to itself.');
  }
}

export class NotASubscriptionGroup extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'not-a-subscription-group';
  constructor() {
    super('A library is registered in a subscription group.');
  }
}
