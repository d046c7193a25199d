import { Refusal } from '@carrel/kernel';

/** The same words for an unknown address and for a wrong password. */
export class WrongCredentials extends Refusal {
  readonly kind = 'not-signed-in';
  readonly code = 'wrong-credentials';
  constructor() {
    super('The e-mail address or the password is not right.');
  }
}

export class WrongPassword extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'wrong-password';
  constructor() {
    super('The current password is not right.');
  }
}

export class SignInOver extends Refusal {
  readonly kind = 'not-signed-in';
  readonly code = 'sign-in-over';
  constructor() {
    super('This sign-in has ended; sign in again.');
  }
}

export class TooManyFailedLogins extends Refusal {
  readonly kind = 'too-many';
  readonly code = 'too-many-failed-logins';
  constructor(retryAfterSeconds: number) {
    super('Too many failed logins; wait a few minutes and try again.', { retryAfterSeconds });
  }
}

export class InvitationWorthless extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'invitation-worthless';
  constructor() {
    super('This link was used already, was replaced or has expired; ask for a new one.');
  }
}
