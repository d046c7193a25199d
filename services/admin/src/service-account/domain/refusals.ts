import { Refusal } from '@carrel/kernel';

export class TooManyServiceAccounts extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'too-many-service-accounts';
  constructor(most: number) {
    super(`A library or group has at most ${most} service accounts; revoke one first.`, { most });
  }
}

export class ScopeNotForOwner extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'scope-not-for-owner';
  constructor(scope: string, owner: 'institution' | 'group') {
    super(
      owner === 'group'
        ? `The scope ${scope} is for service accounts of libraries.`
        : `The scope ${scope} is for service accounts of groups.`,
      { scope },
    );
  }
}

export class ServiceAccountRevoked extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'service-account-revoked';
  constructor() {
    super('This service account was revoked; create another.');
  }
}

/** The same words for an unknown client, a wrong secret and one that was revoked. */
export class InvalidClient extends Refusal {
  readonly kind = 'not-signed-in';
  readonly code = 'invalid-client';
  constructor() {
    super('The client id or the client secret is not right.');
  }
}

export class InvalidScope extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'invalid-scope';
  constructor(scope: string) {
    super(`The service account does not have the scope ${scope}.`, { scope });
  }
}
