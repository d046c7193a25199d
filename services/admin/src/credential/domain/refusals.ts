import { Refusal } from '@carrel/kernel';

// Passwords and sign-ins.
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

// Second factors.
export type Method = 'totp' | 'passkey' | 'recovery-code';

/** The password or the provider was right; the sign-in goes on with the token in the facts. */
export class SecondFactorRequired extends Refusal {
  readonly kind = 'not-signed-in';
  readonly code = 'second-factor-required';
  constructor(token: string, methods: readonly Method[], expiresAt: Date) {
    super('Go on with your second factor.', { token, methods, expiresAt: expiresAt.toISOString() });
  }
}

/** The token in the facts opens what enrols a second factor, and nothing else. */
export class EnrolmentRequired extends Refusal {
  readonly kind = 'not-signed-in';
  readonly code = 'second-factor-enrolment-required';
  constructor(token: string, expiresAt: Date) {
    super('Your group wants administrators to have a second factor; set one up to go on.', {
      token,
      expiresAt: expiresAt.toISOString(),
    });
  }
}

export class PendingSignInOver extends Refusal {
  readonly kind = 'not-signed-in';
  readonly code = 'second-factor-over';
  constructor() {
    super('This took too long or was finished before; sign in again.');
  }
}

/** The same words for a wrong code and for one that was used before. */
export class SecondFactorWrong extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'second-factor-wrong';
  constructor() {
    super('The second factor is not right, or this code was used before.');
  }
}

export class NothingToConfirm extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'nothing-to-confirm';
  constructor() {
    super('Begin with the authenticator app first.');
  }
}

export class TooManyPasskeys extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'too-many-passkeys';
  constructor(most: number) {
    super(`An account has at most ${most} passkeys; remove one first.`, { most });
  }
}

export class LastSecondFactor extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'last-second-factor';
  constructor() {
    super('Your group wants administrators to have a second factor; set up another one first.');
  }
}

/** Before a second factor changes its owner shows anew that he or she is there. */
export class SignInTooOld extends Refusal {
  readonly kind = 'forbidden';
  readonly code = 'sign-in-too-old';
  constructor() {
    super(
      'Sign in again, with your second factor if you have one; changes are possible for 15 minutes then.',
    );
  }
}
