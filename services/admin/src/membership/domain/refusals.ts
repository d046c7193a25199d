import { Refusal } from '@carrel/kernel';

export class MembershipMoveRefused extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'membership-status';
  constructor(move: string, status: string) {
    super(`A membership that is ${status} cannot take the step "${move}".`, { move, status });
  }
}

export class MembershipBlocked extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'membership-blocked';
  constructor() {
    super('The group has blocked this library.');
  }
}

export class ProfileNotActive extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'profile-not-active';
  constructor(profileStatus: string) {
    super('A library joins groups once its profile is Active.', { profileStatus });
  }
}

export class CooperativeMarkMissing extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'not-a-cooperative-member';
  constructor() {
    super('This group is for members of a 24/7 cooperative; ask the operator to confirm your membership.');
  }
}

export class TooManyCooperatives extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'too-many-cooperatives';
  constructor(limit: number) {
    super(`A library belongs to at most ${limit} cooperatives; leave one first.`, { limit });
  }
}

export class NotACooperative extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'not-a-cooperative';
  constructor() {
    super('Libraries join cooperatives; a subscription group is set when a library is registered.');
  }
}

export class GroupIsAdministered extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'group-is-administered';
  constructor() {
    super('The group has an administrator, who decides this; the operator does while there is none.');
  }
}
