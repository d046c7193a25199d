import { Refusal } from '@carrel/kernel';

export class ProviderMissing extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'provider-missing';
  constructor() {
    super('Single sign-on needs a provider: an issuer with a client id, or a group that has one.');
  }
}

export class ProviderUnusable extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'provider-unusable';
  constructor(reason: string) {
    super(`The provider cannot be used: ${reason}`);
  }
}

export class GroupNotOfLibrary extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'group-not-of-library';
  constructor(groupId: string) {
    super('The library belongs to no such group.', { groupId });
  }
}

export class OnlyWithoutProof extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'single-sign-on-not-proven';
  constructor() {
    super('Passwords are refused once an administrator of the library has signed in at the provider.');
  }
}

export class PasswordsRefused extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'single-sign-on-only';
  constructor(institutionId: string) {
    super('This library signs in at its provider; passwords are not accepted.', { institutionId });
  }
}

export class NoSingleSignOn extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'no-single-sign-on';
  constructor() {
    super('This library has no single sign-on, or its provider cannot be reached at the moment.');
  }
}

export class ReturnNotAllowed extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'return-address-not-allowed';
  constructor() {
    super('returnTo must be an address of this platform or of an origin in the setting web-origins.');
  }
}

/** Used before, expired, or of somebody else. */
export class AttemptOver extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'single-sign-on-over';
  constructor() {
    super('This attempt to sign in was used before, has expired or is not yours; start again.');
  }
}

export class LogoutTokenRefused extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'invalid-request';
  constructor(reason: string) {
    super(`The logout token is refused: ${reason}`);
  }
}

/** Why a person whom the provider knows is not let in; the front end is told the code alone. */
const entryRefusals = {
  'provider-refused': 'The provider did not let the person in.',
  'assertion-invalid': 'What the provider sent could not be verified.',
  'no-account': 'There is no account for this person here, and none is created.',
  'no-role': 'The provider gives this person no role here.',
  'no-email': 'The provider named no e-mail address that could be used for an account.',
  'email-taken': 'Another account has this e-mail address.',
  'account-inactive': 'The account is deactivated.',
} as const;
export type EntryRefusal = keyof typeof entryRefusals;

export class EntryRefused extends Refusal {
  readonly kind = 'forbidden';
  constructor(readonly code: EntryRefusal) {
    super(entryRefusals[code]);
  }
}
