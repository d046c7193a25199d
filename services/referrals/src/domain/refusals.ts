import { Refusal, type RefusalKind } from '@carrel/kernel';

/** Every reason why a question may not go to a library, with what people are told. */
export const obstacles = {
  'nothing-open': ['conflict', 'The question is answered or closed; there is nothing to refer.'],
  'with-another-library': ['conflict', 'Another library works on the question at the moment.'],
  'claim-first': ['conflict', 'The question waits in Shared Followup; claim it before referring it.'],
  'own-profile-not-active': ['invalid', "Your library's profile is not active yet."],
  'too-many-hops': ['conflict', 'The question has been referred as often as it may be; answer or return it.'],
  'not-joined': ['invalid', 'The library has not joined any of your groups.'],
  'redirect-leads-nowhere': ['invalid', "The library's redirect leads to no library that takes referrals."],
  'same-library': ['invalid', 'The question would come back to your own library.'],
  'return-instead': ['conflict', "The patron's library is waiting for the question; return it instead."],
  'waiting-in-chain': ['conflict', 'The library is itself waiting for this question.'],
  'profile-not-active': ['invalid', "The library's profile is not active."],
  'accepts-no-referrals': ['invalid', 'The library does not accept referrals.'],
  'return-first': ['conflict', 'Another library waits for the question; return it before sharing it.'],
  'shared-followup-off': ['invalid', "Shared Followup is not switched on in the patron's group."],
  'already-shared': ['conflict', 'The question already waits in Shared Followup.'],
} as const satisfies Record<string, readonly [RefusalKind, string]>;
export type Obstacle = keyof typeof obstacles;

export class MayNotRefer extends Refusal {
  readonly kind: RefusalKind;
  readonly code: Obstacle;
  constructor(obstacle: Obstacle, facts: Record<string, unknown> = {}) {
    super(obstacles[obstacle][1], facts);
    this.kind = obstacles[obstacle][0];
    this.code = obstacle;
  }
}

export class NotOfferedYet extends Refusal {
  readonly kind = 'invalid';
  readonly code = 'not-offered-yet';
  constructor(what: string) {
    super(`Referring to ${what} is not offered yet.`);
  }
}

/** The wrong move at this point of a referral's life; says where it stands. */
export class NotOpen extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'referral-not-open';
  constructor(status: string) {
    super(`The referral is ${status}.`, { status });
  }
}

export class AlreadyEnding extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'referral-ending';
  constructor(by: string) {
    super(`The referral is being ended by a ${by} at this moment.`, { by });
  }
}

export class NotYours extends Refusal {
  readonly kind = 'forbidden';
  constructor(
    readonly code: 'only-receiver-returns' | 'only-sender-withdraws',
    message: string,
  ) {
    super(message);
  }
}

export class ClaimInstead extends Refusal {
  readonly kind = 'conflict';
  readonly code = 'claim-instead';
  constructor() {
    super('The question waits in Shared Followup: claim it to take it out again.');
  }
}

/** The questions service is away: what was asked for is kept and done as soon as it answers. */
export class Underway extends Refusal {
  readonly kind = 'away';
  readonly code = 'referral-underway';
  constructor(referralId: string) {
    super('The questions service does not answer at the moment; this is recorded and done once it does.', {
      referralId,
    });
  }
}
