import { Refusal } from '@carrel/kernel';

// Accounts.
export class EmailTaken extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'email-taken';
  constructor() {
    super('Another account already signs in with this e-mail address.');
  }
}

export class AccountDeactivated extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'account-deactivated';
  constructor() {
    super('This account is deactivated.');
  }
}

export class OwnAccount extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'own-account';
  constructor() {
    super('Nobody deactivates his or her own account; a colleague does.');
  }
}

export class DeactivatedByOperator extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'deactivated-by-operator';
  constructor() {
    super('The operator has deactivated this account and alone may reactivate it.');
  }
}

export class LastAdministrator extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'last-administrator';
  constructor(of: 'library' | 'group' | 'platform') {
    super(
      of === 'platform'
        ? 'This is the last operator of the platform; make another one first.'
        : `This is the last administrator of the ${of}; make another one first.`,
      { of },
    );
  }
}

export class GroupHasAdministrator extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'group-has-administrator';
  constructor() {
    super('The group has an administrator, who lets libraries in and makes other administrators.');
  }
}

export class GroupAdminAdministers extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'group-admin-administers';
  constructor() {
    super('The administrator of the subscription group also administers his or her own library.');
  }
}

export class NotInGroup extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'library-not-in-group';
  constructor(groupId: string) {
    super("Roles in a group go to people of the group's libraries.", { groupId });
  }
}

// Groups.
export class ProxyNotInGroup extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'proxy-not-in-group';
  constructor(institutionId: string) {
    super('Only a library of the group can stand for the group.', { institutionId });
  }
}

export class GroupHasLibraries extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'group-has-libraries';
  constructor(libraries: number) {
    super('A subscription group is deleted once no library belongs to it.', { libraries });
  }
}

// Libraries.
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
