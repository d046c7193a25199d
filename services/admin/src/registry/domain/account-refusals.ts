import { Refusal } from '@carrel/kernel';

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
